"""Puts the console together: an application that any ASGI server can serve, under `/console` of the bot's own pages."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.actions.signing_in import CONSOLE
from console import contents, turning_away
from console.desk import Desk
from console.forms import HEARD_OUT
from console.going_on import GoingOn
from console.guarding import FaultsTold, Guarded, ReadNoFurther
from console.mending import ToMend
from console.navigation import navigation
from console.page import STATIC
from console.pressing import Answering
from console.staying_on import StayingOn


def create_app(desk: Desk) -> Guarded:
    """The console on this desk."""
    app = Starlette(
        routes=[ToMend(), GoingOn(), *contents.routes(), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[
            Middleware(StayingOn, database=desk.database, clock=desk.clock),
            Middleware(Answering, presses=desk.presses, database=desk.database),
            Middleware(FaultsTold, failed=turning_away.failed),
            Middleware(ReadNoFurther, most=HEARD_OUT),
        ],
        exception_handlers=turning_away.HANDLERS,
    )
    app.router.redirect_slashes = False
    app.state.desk, app.state.navigation, app.state.said = desk, navigation, contents.said()
    return Guarded(app, desk.root)


def mounted(desk: Desk) -> list[BaseRoute]:
    """The same as routes for a server that has other pages, too. Its bare address is behind the same guard."""
    return [Route(CONSOLE, Guarded(RedirectResponse(f"{CONSOLE}/"), desk.root)), Mount(CONSOLE, create_app(desk))]
