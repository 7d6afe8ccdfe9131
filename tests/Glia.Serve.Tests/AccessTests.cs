using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Glia.Serve.Tests;

/// <summary>Who may ask, from where, and by which name.</summary>
public class AccessTests
{
    [Fact]
    public async Task Without_the_token_nothing_is_told_and_with_it_a_cookie_carries_it()
    {
        await using Serving serving = await Serving.Start();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = serving.Server.Root };
        foreach (string path in (string[])["/", "/runs", "/assets/page.css", "/nowhere", "/?token=wrong", $"/?token={new string('0', 32)}"])
        {
            using HttpResponseMessage refused = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
        using HttpResponseMessage first = await stranger.GetAsync(serving.Server.Address);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (first.StatusCode, first.Headers.Location!.OriginalString));
        string cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches($"^glia-{serving.Server.Root.Port}=[0-9a-f]{{32}}; path=/; samesite=strict; httponly$", cookie);
        using HttpResponseMessage page = await serving.Client.GetAsync("/runs");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Another_program_sends_the_token_in_a_header()
    {
        await using Serving serving = await Serving.Start();
        using var program = new HttpClient { BaseAddress = serving.Server.Root };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", serving.Server.Address.Query[7..]);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/runs")).StatusCode);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "something else");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/runs")).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost:99", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.1", HttpStatusCode.Forbidden)]
    public async Task By_another_name_it_is_not_reached(string host, HttpStatusCode status)
    {
        await using Serving serving = await Serving.Start();
        serving.Client.DefaultRequestHeaders.Host = host;
        // The cookie is kept under the address and sent whatever the name in the header.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runs");
        Assert.Equal(status, (await serving.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    public async Task Another_page_may_not_ask(string? origin, HttpStatusCode status)
    {
        await using Serving serving = await Serving.Start();
        if (origin is not null)
        {
            string own = serving.Server.Root.GetLeftPart(UriPartial.Authority);
            serving.Client.DefaultRequestHeaders.Add("Origin", origin == "own" ? own : origin);
        }
        Assert.Equal(status, (await serving.Client.GetAsync("/runs")).StatusCode);
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone_and_every_answer_says_what_pages_may_do()
    {
        await using Serving serving = await Serving.Start();
        Assert.Equal("127.0.0.1", serving.Server.Root.Host);
        foreach (IPAddress address in (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address)))
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAnyAsync<SocketException>(() => socket.ConnectAsync(address, serving.Server.Root.Port));
        }
        foreach (string path in (string[])["/runs", "/nowhere", "/assets/page.js"])
        {
            using HttpResponseMessage answer = await serving.Client.GetAsync(path);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; ", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_as_a_page_or_as_JSON()
    {
        await using Serving serving = await Serving.Start();
        using HttpResponseMessage json = await serving.Client.GetAsync("/runs/..%2F..%2Fetc");
        Assert.Equal(HttpStatusCode.NotFound, json.StatusCode);
        Assert.StartsWith("{\"error\":\"There is no run called", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        serving.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using HttpResponseMessage page = await serving.Client.GetAsync("/runs/%3Cscript%3E");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        string html = await page.Content.ReadAsStringAsync();
        Assert.Contains("There is no run called &#39;&lt;script&gt;&#39; here.", html, StringComparison.Ordinal);
        using HttpResponseMessage method = await serving.Client.DeleteAsync("/runs");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_sentence()
    {
        await using Serving serving = await Serving.Start();
        var error = await Assert.ThrowsAsync<GliaException>(
            () => GliaServer.Start(new Served.Runs(), new ServeOptions { Port = serving.Server.Root.Port }));
        string sentence = $"Port {serving.Server.Root.Port} is taken by another program; choose another, or none to get a free one.";
        Assert.Equal(sentence, error.Message);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with blanks in it, many of them")]
    public void A_token_that_could_be_guessed_is_refused(string token) =>
        Assert.StartsWith("A token has at least 16 letters",
            Assert.Throws<GliaException>(() => ServeOptions.CheckToken(token)).Message, StringComparison.Ordinal);
}
