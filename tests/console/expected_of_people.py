"""Who gets the doors, and what is about people and what they said."""

from __future__ import annotations

from tests.console.staff import ALL, ANYBODY, A, C, L, S

EXPECTED: dict[tuple[str, str], tuple[str, ...] | str] = {
    ("GET", "/sign-in"): ANYBODY,
    ("POST", "/sign-in"): ANYBODY,
    ("POST", "/left"): ANYBODY,  # whoever was signed in; tested in test_going_on
    ("GET", "/healthy"): ANYBODY,
    ("GET", "/calendar/{token}.ics"): ANYBODY,  # who has the address; tested in test_calendar
    ("POST", "/sign-out"): ALL,
    ("POST", "/stay"): ALL,
    ("GET", "/prove"): (*S, *A),  # who has an app
    ("POST", "/prove"): (*S, *A),
    ("GET", "/second-step"): ALL,
    ("POST", "/second-step/begin"): (*C, *L),  # who has none yet
    ("POST", "/second-step/confirm"): (*C, *L),  # who has begun just before
    ("POST", "/second-step/codes"): (*S, *A),
    ("GET", "/"): ALL,
    ("POST", "/today/seen"): (),  # with nothing to see; tested in test_today
    ("GET", "/my/sign-ins"): ALL,
    ("POST", "/my/sign-ins/{own}/end"): ALL,
    ("POST", "/my/sign-ins/{another}/end"): (),
    ("GET", "/concerns"): (*C, *S),
    ("GET", "/concerns/{concern}"): (*C, *S),
    ("POST", "/concerns/{to_take}/take"): S,  # a coordinator who was asked to; tested in test_concerns
    ("POST", "/concerns/{of_another}/take"): S,
    ("POST", "/concerns/{of_another}/hand-over"): S,
    ("POST", "/concerns/{of_another}/note"): S,
    ("POST", "/concerns/{of_another}/tell"): S,
    ("POST", "/concerns/{of_another}/lift"): S,
    ("POST", "/concerns/{of_another}/hold"): S,
    ("POST", "/concerns/{of_another}/close"): S,
    ("GET", "/rota"): S,
    ("GET", "/rota/{staff}"): S,
    ("POST", "/rota/{staff}"): S,
    ("GET", "/help-cards"): S,
    ("GET", "/help-cards/{nation}"): S,
    ("POST", "/help-cards/{nation}/check"): S,
    ("POST", "/help-cards/{nation}/correct"): S,
    ("GET", "/help-cards/{nation}/look"): S,
    ("GET", "/people"): (*C, *S),
    ("GET", "/people/{without_concern}"): C,
    ("GET", "/people/{with_concern}"): (*C, *S),
    ("GET", "/people/{with_concern}/fortnight"): C,
    ("POST", "/people/{without_concern}/lock-phone"): C,
    ("POST", "/people/{without_concern}/unlock-phone"): C,  # which the line before locked
    ("POST", "/people/{on_web}/lock-phone"): (),
    ("POST", "/people/{with_concern}/pause"): C,
    ("POST", "/people/{paused}/resume"): C,
    ("POST", "/people/{paused_by_themselves}/resume"): (),
    ("POST", "/people/{with_concern}/organisation"): C,
    ("POST", "/people/{on_web}/link"): C,
    ("POST", "/people/{with_concern}/link"): (),
    ("GET", "/people/{without_concern}/merge"): C,
    ("POST", "/people/{without_concern}/merge"): C,
    ("GET", "/people/{with_concern}/same/{without_concern}"): S,
    ("POST", "/people/{with_concern}/same/{without_concern}"): S,
    ("GET", "/people/{with_concern}/same/{paused}"): (),  # of whom no coordinator has asked
    ("POST", "/people/{with_concern}/same/{paused}"): (),
    ("GET", "/people/{with_concern}/record"): C,
    ("POST", "/people/{with_concern}/record"): C,
    ("GET", "/people/{with_concern}/permission"): C,
    ("POST", "/people/{with_concern}/permission"): C,
    ("GET", "/answers"): (*C, *S, *L),
    ("GET", "/answers/people/{with_concern}"): (*C, *S),
    ("GET", "/answers/people/{without_concern}"): C,
    ("GET", "/answers/people/{with_concern}/open"): (*C, *S),
    ("POST", "/answers/people/{with_concern}/open"): (*C, *S),
    ("GET", "/answers/pairings/{pairing}"): (*C, *S),
    ("GET", "/answers/questions"): (*C, *S, *L),
    ("GET", "/answers/to/{talk}/{question}"): (*C, *S, *L),
    ("GET", "/answers/{answer}"): (*C, *S, *L),
    ("GET", "/answers/{answer_for_the_team}"): C,
    ("POST", "/answers/{answer}/tag"): (*C, *L),
    ("POST", "/answers/{answer_for_the_team}/tag"): C,
    ("GET", "/answers/{spoken}/sound/{note}"): C,  # a lead says first why; a voice without a name there is not
    ("GET", "/fates"): (*C, *L),
    ("POST", "/fates"): (*C, *L),
    ("GET", "/fates/{answer}"): (*C, *L),
    ("GET", "/fates/{answer_for_the_team}"): C,
    ("POST", "/fates/{answer}"): (*C, *L),
    ("POST", "/fates/{answer_for_the_team}"): C,
    ("POST", "/fates/{fate}/undo"): (*C, *L),
    ("GET", "/quotations"): (*C, *L),
    ("GET", "/quotations/of/{answer}"): (*C, *L),
    ("GET", "/quotations/of/{answer_for_the_team}"): C,
    ("POST", "/quotations/of/{answer}"): (*C, *L),
    ("POST", "/quotations/of/{answer_for_the_team}"): C,
    ("POST", "/quotations/{quotation}/cancel"): (*C, *L),
    ("GET", "/tags"): (*C, *L),
    ("GET", "/tags/{tag}"): (*C, *L),
    ("POST", "/tags/{tag}/rename"): (*C, *L),
    ("POST", "/tags/{tag}/merge"): (*C, *L),
    # last: who may read nothing that a tag is on does not see it any more
    ("POST", "/answers/{answer}/tag/{passage}/remove"): (*C, *L),
}
