"""The control API under /simulator, and the page: its table of contents."""

from starlette.routing import Route

from simulator.routes import bots, clock, page, phones, trouble, watching

ROUTES = [
    Route("/", page.index),
    Route("/page/{name}", page.asset),
    Route("/simulator/files/{file_id}", page.file),
    Route("/simulator/phones", phones.phones, methods=["GET", "POST"]),
    Route("/simulator/phones/{person_id:int}", phones.phone, methods=["GET", "PATCH"]),
    Route("/simulator/phones/{person_id:int}/messages", watching.messages),
    Route("/simulator/phones/{person_id:int}/answers", watching.answers),
    Route("/simulator/phones/{person_id:int}/events", watching.phone_events),
    Route("/simulator/phones/{person_id:int}/text", phones.text, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/edit", phones.edit, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/press", phones.press, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/send", phones.send, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/upload", phones.upload, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/block", phones.block, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/unblock", phones.unblock, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/delete-account", phones.delete_account, methods=["POST"]),
    Route("/simulator/phones/{person_id:int}/group", phones.group, methods=["POST"]),
    Route("/simulator/groups", phones.groups),
    Route("/simulator/groups/{chat_id}/messages", watching.group_messages),
    Route("/simulator/groups/{chat_id}/remove", phones.remove_from_group, methods=["POST"]),
    Route("/simulator/groups/{chat_id}/migrate", phones.migrate_group, methods=["POST"]),
    Route("/simulator/events", watching.all_events),
    Route("/simulator/log", watching.log),
    Route("/simulator/clock", clock.clock, methods=["GET", "POST"]),
    Route("/simulator/faults", trouble.faults, methods=["GET", "POST", "DELETE"]),
    Route("/simulator/faults/{fault_id:int}", trouble.fault, methods=["DELETE"]),
    Route("/simulator/limits", trouble.limits, methods=["GET", "POST", "DELETE"]),
    Route("/simulator/seed", trouble.seed, methods=["POST"]),
    Route("/simulator/bots", bots.bots),
    Route("/simulator/token", bots.token, methods=["POST"]),
    Route("/simulator/updates", bots.updates, methods=["GET", "POST"]),
    Route("/simulator/updates/repeat", bots.repeat, methods=["POST"]),
    Route("/simulator/controls", bots.controls, methods=["GET", "POST"]),
]
