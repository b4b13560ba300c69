"""What a person does with the client of Backend.AI: one scenario, told as one line of JSON."""

import asyncio
import json
import os
import sys

from ai.backend.client.config import APIConfig
from ai.backend.client.exceptions import BackendAPIError
from ai.backend.client.request import Request
from ai.backend.client.session import AsyncSession


def config(secret_key=None):
    return APIConfig(
        endpoint=os.environ["ENDPOINT"],
        endpoint_type="api",
        access_key=os.environ["ACCESS_KEY"],
        secret_key=secret_key or os.environ["SECRET_KEY"],
    )


async def refusal(work):
    try:
        await work
    except BackendAPIError as error:
        return [error.status, error.data["error_code"]]
    return None


async def files(**names):
    """Create, get, list, update, delete: what the client saw of each."""
    async with AsyncSession(config=config()) as session:
        path, text = ".clientrc", "größer\nthan ASCII\n"
        create = lambda: session.Dotfile.create(text, path, "640", **names)
        file = session.Dotfile(path, **names)
        await create()
        seen = {"got": await file.get()}
        seen["again"] = await refusal(create())
        seen["listed"] = await session.Dotfile.list_dotfiles(**names)
        await file.update("", "600")
        seen["updated"] = await file.get()
        seen["deleted"] = await file.delete()
        seen["gone"] = await refusal(file.get())
        seen["left"] = await session.Dotfile.list_dotfiles(**names)
        return seen


async def version():
    async with AsyncSession(config=config()) as session:
        major, date = session.api_version
        request = Request("GET", "/")
        async with request.fetch(anonymous=True) as response:
            return {"negotiated": f"v{major}.{date}", "served": await response.json()}


async def script():
    path = "/user-config/bootstrap-script"
    async with AsyncSession(config=config()):
        post = Request("POST", path)
        post.set_json({"script": "#!/bin/sh\necho hi\n"})
        async with post.fetch() as response:
            posted = await response.json()
        async with Request("GET", path).fetch() as response:
            return {"posted": posted, "got": await response.json()}


async def wrong_secret():
    async with AsyncSession(config=config("0" * 40)) as session:
        return await refusal(session.Dotfile.list_dotfiles())


scenarios = {"files": files, "version": version, "script": script, "wrong-secret": wrong_secret}
names = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
print(json.dumps(asyncio.run(scenarios[sys.argv[1]](**names))))
