"""What somebody does to another, or did: whoever writes it is offered a person, and what the team asks about it needs
a lead's yes; what things do, and turns of phrase, are neither."""

from __future__ import annotations

from bot.chat.texts import Texts
from bot.leading_to_help import needs_a_yes
from config.languages import language_files

VOICE = Texts(language_files()).voice("en")

WRITTEN = """
I was raped
My uncle raped me
he raped me when I was 12
I got raped at a party
I was sexually abused
I was abused
I was abused as a child
I have been abused for years
my dad used to abuse me
I was beaten
I was beaten as a child
I was beaten by my father
he forced me to have sex
he forced me
I was forced to have sex
I was forced to marry him
they lock me in
my carer locks me in at night
I was locked in
He locked me in the bedroom
I am threatened
My neighbour threatens me
he threatened to hurt me
My wife hurts me
my husband hurt me
my partner hits me
Dave hits me
Dave hurts me
my husband's hitting me
my carer hit me again
they hurt me
someone hurt me
my ex beat me
she slapped me
He punched me in the face
He strangled me
He touched me without asking
my cousin touched me down there
He hits my children
he controls who I see
He controls my money
my son takes my money
I am in an abusive relationship
my brother attacked me
I was attacked last night
I was hit by my husband
I was hit as a child
the man that hit me came back
his hand hit me
he won't let me see my family
he doesn't let me out
I want to kill myself
life is not worth living
life isn't worth living any more
life is no longer worth living
Mae fy ngŵr yn fy nharo
Cefais fy nhreisio
Ces i fy ngham-drin yn blentyn
mae e wedi fy mwrw
Maen nhw'n fy nghloi i mewn
Mae rhywun yn fy mygwth
Dyw bywyd ddim yn werth ei fyw
Does dim pwynt byw
میں اپنے آپ کو مارنا چاہتی ہوں
میں اپنے آپ کو مارنا چاہتا ہوں
میں خود کو مارنا چاہتی ہوں
زندگی جینے کے قابل نہیں
میرا ریپ ہوا
میرے ساتھ زیادتی ہوئی
میرے چچا نے میرے ساتھ زبردستی کی
میرا شوہر مجھے مارتا ہے
میرا شوہر مجھے روز مارتا ہے
میری بیوی مجھے مارتی ہے
انہوں نے مجھے کمرے میں بند کر دیا
مجھے دھمکیاں ملتی ہیں
بچپن میں میرے ساتھ جنسی زیادتی ہوئی
mera shohar mujhe marta hai
"""
ASKED = """
Does your partner hurt you?
Does anybody hurt you?
Has somebody hurt you?
Does he hurt you?
Is somebody hurting you?
Were you abused?
Were you beaten as a child?
Have you been raped?
Have you been sexually abused?
They were raped.
Has anybody forced you to have sex?
Who slapped you?
Who hurt you?
Did somebody touch you without your yes?
Does a carer lock you in?
Who threatens you?
Is anyone controlling who you see?
Is somebody taking your money?
Do you carry a knife to feel safe?
Have you wanted to disappear for ever?
Does anyone at home beat her?
Does anybody hurt them?
Did he hurt her?
Was she abused?
Is life worth living?
Do you think life is not worth living?
Oes rhywun yn dy fygwth?
Oes rhywun yn eich bygwth?
Oes rhywun wedi dy dreisio?
A yw rhywun yn eich cloi i mewn?
Wyt ti'n teimlo nad oes pwynt byw?
A hoffech chi beidio â deffro?
کیا کوئی آپ کو گھر میں مارتا ہے؟
کیا آپ کا شوہر آپ کو مارتا ہے؟
کیا کسی نے آپ کے ساتھ زیادتی کی؟
کیا کوئی آپ کو دھمکیاں دیتا ہے؟
کیا آپ کو لگتا ہے کہ زندگی جینے کے قابل نہیں؟
کیا آپ اپنے آپ کو مارنا چاہتی ہیں؟
کیا آپ اپنے آپ کو مارنا چاہتے ہیں؟
"""
EVERYDAY = """
What hits you first in the morning?
What beats you every time?
What hurts you most about how decisions are made?
What hurts most when nobody listens?
it hurts me to walk
my back hurts
my back hurts me
my knees are hurting me
my shoes hurt me
the stairs beat me
the crossword beat me again
I was locked out
They locked me out of my account
they hit me with a bill
they hit me with a huge phone bill
The news hit me hard
It really hit me on the way home
The fatigue hits me after lunch
Beats me why they asked
That comment hurt me a little
Her story touched me
What touched you most this week?
Who pushed you to apply?
Illness forced me to slow down
What forces you to slow down?
Who beat you to it?
We were beaten by a better team
Who controls the agenda?
How do you control your breathing?
Who locks the room?
Are you locked in for Friday?
I sit on the domestic abuse strategy group
She works for a rape crisis service
Rape seed fields make me sneeze
It made my marriage stronger
The nurse took my phone number
I was hurt by what they said in the meeting
She abused the microphone a bit
I attacked the pile of post
What attacks your confidence?
Who takes your place when you are ill?
Who has hurt pride?
He let me see the papers
What makes life worth living?
This makes life worth living
Who kicked it off?
Cafodd y sesiwn ei chanslo
Beth sy'n brifo?
Mae fy nghefn yn brifo
Mae'r drws wedi cloi
آپ کو کس بات نے حوصلہ دیا؟
میری کمر میں درد ہے
مجھے آج کا وقت ٹھیک ہے
ٹیم نے مجھے بتایا
"""


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


def test_whoever_writes_what_somebody_does_to_them_is_offered_a_person_each_time() -> None:
    assert [one for one in _lines(WRITTEN) if not VOICE.sounds_heavy(one)] == []
    assert [one for one in _lines(WRITTEN) if not VOICE.says_it_straight_out(one)] == []


def test_the_same_asked_or_said_by_the_team_needs_a_yes() -> None:
    assert [one for one in _lines(ASKED) + _lines(WRITTEN) if not needs_a_yes(one, VOICE)] == []


def test_what_things_do_and_turns_of_phrase_are_neither() -> None:
    assert [one for one in _lines(EVERYDAY) if VOICE.sounds_heavy(one)] == []
    assert [one for one in _lines(EVERYDAY) if needs_a_yes(one, VOICE)] == []
