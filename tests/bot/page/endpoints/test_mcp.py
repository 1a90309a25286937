"""A client of the real MCP package lists the tools and uses them; a sentence where it lacks."""

import ast
import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from bot.settings import Limits
from engine.errors import SettingsError

TOOLS = {"chat", "search", "feedback", "similar", "export"}
HERE = find_spec("mcp") is not None


@pytest.mark.skipif(HERE, reason="the extra [mcp] is installed")
def test_mcp_without_its_package_is_refused_in_words(engine):
    from bot.view import launch

    with pytest.raises(SettingsError, match=r"not installed; run: pip install 'morelike\[mcp\]'"):
        launch(engine, quiet=True, limits=Limits(mcp=True))


@pytest.fixture(scope="module")
def tools_address(engine):
    if not HERE:
        pytest.skip("MCP was not tested: the extra [mcp] is not installed")
    from bot.view import launch

    page = launch(engine, quiet=True, limits=Limits(mcp=True))
    yield f"{page.local_url}gradio_api/mcp/"
    page.close(verbose=False)


def use(address, work):
    """Do something as a client that is connected."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def connected():
        async with streamable_http_client(address) as (reading, writing, _):  # noqa: SIM117
            async with ClientSession(reading, writing) as session:
                await session.initialize()
                return await work(session)

    with ThreadPoolExecutor(1) as alone:  # the browser's tests leave a loop running in this thread
        return alone.submit(lambda: asyncio.run(connected())).result()


def test_the_tools_are_the_endpoints_and_are_described(tools_address):
    async def look(session):
        return (await session.list_tools()).tools

    tools = use(tools_address, look)
    assert {tool.name.rpartition("_")[2] for tool in tools} == TOOLS
    for tool in tools:
        assert "Gives " in tool.description
        assert all(each.get("description") for each in tool.inputSchema["properties"].values())


def test_a_client_searches_judges_and_exports(tools_address):
    async def work(session):
        names = {
            tool.name.rpartition("_")[2]: tool.name for tool in (await session.list_tools()).tools
        }
        found = await session.call_tool(names["search"], {"text": "a sailing boat", "limit": 4})
        ids = [each["id"] for each in ast.literal_eval(found.content[0].text)]
        judged = await session.call_tool(names["feedback"], {"liked": ids[:2], "limit": 3})
        table = await session.call_tool(names["export"], {"text": "a sailing boat", "limit": 2})
        wrong = await session.call_tool(names["search"], {"text": "", "limit": 4})
        return ids, judged, table, wrong

    ids, judged, table, wrong = use(tools_address, work)
    assert len(ids) == 4
    assert ids[0] not in judged.content[0].text
    assert "number,id,name" in table.content[0].text
    assert "text is empty" in wrong.content[0].text


def test_a_file_of_the_server_cannot_be_named_over_mcp(tools_address):
    import urllib.error
    import urllib.request

    call = {
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "similar", "arguments": {"picture": {"path": "/etc/passwd"}}},
    }  # fmt: skip
    request = urllib.request.Request(tools_address, data=json.dumps(call).encode())
    request.add_header("Content-Type", "application/json")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
