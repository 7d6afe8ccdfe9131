using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Glia.Report.Tests;
using OpenQA.Selenium;
using OpenQA.Selenium.Support.UI;

namespace Glia.Serve.Tests;

/// <summary>The pages in a real browser.</summary>
public class BrowserTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_run_is_seen_from_its_start_to_its_end_without_a_request_to_anybody_else()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(LiveTests.Training(folder, epochs: 3));
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        Assert.Equal("/live", new Uri(browser.Driver.Url).AbsolutePath);
        long painted = browser.Ask<long>("return Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)");
        var delays = new HashSet<string>();
        Wait(browser, () =>
        {
            if (browser.Find("#run").GetAttribute("data-seen") is { } seen) delays.Add(seen);
            return browser.Find(".verdict").Text == "It learned";
        });
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"first paint after {painted} ms; an epoch drawn after {string.Join(", ", delays)} ms");
        Assert.Equal(3, browser.Ask<long>("return document.querySelectorAll('#curves .chart').length"));
        Assert.Matches("^epoch 3 ", Read(browser));
        // A run that is over before the page is there has none.
        Assert.DoesNotContain(browser.Driver.FindElements(By.CssSelector(".controls")), controls => controls.Displayed);
        Assert.Equal(["The report", "Try it"], browser.Driver.FindElements(By.CssSelector(".onward a")).Select(link => link.Text));
        browser.Find(".onward a").Click();
        Wait(browser, () => browser.Find("#confusion").Displayed);
        Assert.Equal("/runs/run", new Uri(browser.Driver.Url).AbsolutePath);
        Assert.True(browser.Find("#confusion").Displayed);
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, address => Assert.True(address.StartsWith(serving.Server.Root.AbsoluteUri, StringComparison.Ordinal)
            || address.StartsWith("data:", StringComparison.Ordinal), address));
    }

    [Fact]
    public async Task A_lost_connection_is_said_taken_up_again_and_leaves_no_gap()
    {
        using var folder = new Folder();
        // Longer than anybody waits: a run that is over has no connection that could be lost.
        await using Serving serving = await Serving.Start(LiveTests.Training(folder, epochs: 100_000));
        using var between = new Between(serving.Server.Root.Port);
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl($"http://127.0.0.1:{between.Port}{serving.Server.Address.PathAndQuery}");
        Wait(browser, () => browser.Ask<long>("return document.querySelectorAll('#curves .chart').length") > 0);
        between.Cut();
        Wait(browser, () => browser.Find(".lost").Text.StartsWith("The connection is lost", StringComparison.Ordinal));
        between.Mend();
        Wait(browser, () => browser.Find(".lost").Text.Length == 0);
        using HttpResponseMessage stop = await serving.Client.PostAsync("/live/stop", null);
        Wait(browser, () => browser.Find(".sentence").Text.StartsWith("Stopped after step ", StringComparison.Ordinal));
        int last = int.Parse(Read(browser).Split(' ')[1], CultureInfo.InvariantCulture);
        // One value for every epoch: from the first on, each key press is one further.
        browser.Find("#curves .plot").SendKeys(Keys.Home + string.Concat(Enumerable.Repeat(Keys.ArrowRight, last - 2)));
        Assert.StartsWith($"epoch {last - 1} ", browser.Find("#curves .read").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_doctor_that_watches_sees_shows_itself_with_its_evidence_drawn()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(LiveTests.Training(folder, epochs: 20, rows: 20_000, rate: 50)
            with
        { Doctor = true });
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        Wait(browser, () => browser.Driver.FindElements(By.CssSelector("#found .finding")).Count > 0);
        Assert.Contains("glia explain GLIA", browser.Find("#found").Text, StringComparison.Ordinal);
        Assert.NotEmpty(browser.Driver.FindElements(By.CssSelector("#found .exhibits figure")));
        // The curves of the run are those below, and still three.
        Wait(browser, () => browser.Find(".verdict").Text == "It did not learn");
        Assert.Equal(3, browser.Ask<long>("return document.querySelectorAll('#curves .chart').length"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Quick_epochs_are_drawn_soon_after_they_ended()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(LiveTests.Training(folder, epochs: 400, rows: 2000));
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        var delays = new List<double>();
        Wait(browser, () =>
        {
            if (browser.Find("#run").GetAttribute("data-seen") is { } seen) delays.Add(double.Parse(seen, CultureInfo.InvariantCulture));
            return browser.Find(".verdict").Text == "It learned";
        });
        Assert.NotEmpty(delays);
        delays.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"looked {delays.Count} times; an epoch drawn after {delays[delays.Count / 2]:0} ms, {delays[^1]:0} ms at most");
        // The machine may be busy, and a page is one among others on it.
        Assert.InRange(delays[delays.Count / 2], 0, 500);
    }

    [Fact]
    public async Task A_run_is_stopped_by_its_button()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(LiveTests.Training(folder, epochs: 500));
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        browser.Find(".controls button[value='0.5']").Click();
        Wait(browser, () => browser.Find(".lost").Text == "Changed from the next step on.");
        browser.Find(".stop").Click();
        Wait(browser, () => browser.Find(".sentence").Text.StartsWith("Stopped after step ", StringComparison.Ordinal));
        Assert.True(File.Exists(folder["run/summary.json"]));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Digits_drawn_by_three_hands_are_recognised()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("mnist", MadeModels.Digits));
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        Assert.Equal("Draw a digit", browser.Find("h1").Text);
        var wrong = new List<string>();
        for (int hand = 0; hand < 3; hand++)
        {
            for (int digit = 0; digit < 10; digit++)
            {
                browser.Find("#clear").Click();
                Draw(browser, Hands.Write(digit, hand));
                string said = Answer(browser);
                if (said != $"{digit}") wrong.Add($"the {digit} of hand {hand + 1} is read as {said}");
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{30 - wrong.Count} of 30; {string.Join(", ", wrong)}");
        Assert.InRange(wrong.Count, 0, 2);
        Assert.Equal("28 x 28", browser.Ask<string>(
            "const seen = document.getElementById('seen'); return `${seen.naturalWidth} x ${seen.naturalHeight}`"));
        Assert.Empty(browser.Complaints);
        // What it got wrong is kept.
        browser.Find("#keep button[value='9']").Click();
        Wait(browser, () => browser.Find(".note").Text.StartsWith("Kept as 9: ", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(serving.Folder["drawn/9"]));
    }

    [Fact]
    public async Task A_digit_is_drawn_by_keyboard_and_a_finger_does_not_scroll()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("mnist", MadeModels.Digits));
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        IWebElement pad = browser.Find("#pad");
        Assert.Equal("none", pad.GetCssValue("touch-action"));
        for (int i = 0; i < 8; i++) pad.SendKeys(Keys.ArrowUp);
        pad.SendKeys(Keys.Space);
        for (int i = 0; i < 16; i++) pad.SendKeys(Keys.ArrowDown);
        pad.SendKeys(Keys.Space);
        Assert.Equal("1", Answer(browser));
        Assert.Contains("It says 1", browser.Ask<string>("return document.getElementById('live').textContent"), StringComparison.Ordinal);
        pad.SendKeys(Keys.Delete);
        Wait(browser, () => browser.Find("#answer").Text == "…");
    }

    [Fact]
    public async Task Without_a_script_pictures_and_rows_are_answered_all_the_same()
    {
        await using Serving serving = await Serving.Start(new Served.Trained("mnist", MadeModels.Digits));
        var inputs = (Data.ByteFeatures)Mnist.MnistData.Load(factor: 1).Test.Inputs;
        Images.PngWriter.Write(serving.Folder["seven.png"], new Images.Image(inputs.Values[..784].ToArray(), 28, 28, 1));
        using var browser = new Browser(script: false);
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        browser.Find("input[type=file]").SendKeys(serving.Folder["seven.png"]);
        browser.Find("#upload button").Click();
        Shows(browser, "#answer", "7");
        browser.Find("#keep button[value='7']").Click();
        Shows(browser, ".note", "Kept as 7: ");
        Assert.Single(Directory.GetFiles(serving.Folder["drawn/7"]));

        await using Serving table = await Serving.Start(new Served.Trained("table", MadeModels.Table));
        browser.Driver.Navigate().GoToUrl(table.Server.Address);
        browser.Find("#f0").SendKeys("old");
        browser.Find(".fields button").Click();
        Shows(browser, ".note", "'old' is no number for 'age'.");
        Assert.Equal("old", browser.Find("#f0").GetAttribute("value"));
        browser.Find("#f0").Clear();
        browser.Find("#f0").SendKeys("31,5");
        browser.Find("#f1").SendKeys("Oslo");
        browser.Find(".fields button").Click();
        float[] row = [31.5f, 0, 1, 0];
        Shows(browser, "#answer", MadeModels.Table.Predict(new Data.FloatFeatures(row, 4)).ClassName(0));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Axe_finds_nothing_to_complain_about_and_colours_go_along(string colours)
    {
        Assert.SkipUnless(File.Exists(Axe), $"axe-core is not installed: there is no {Axe}");
        using var folder = new Folder();
        await using Serving live = await Serving.Start(LiveTests.Training(folder, epochs: 200));
        await using Serving digits = await Serving.Start(new Served.Trained("mnist", MadeModels.Digits), MadeRuns.Digits);
        await using Serving table = await Serving.Start(new Served.Trained("table", MadeModels.Table));
        using var browser = new Browser();
        foreach ((Serving serving, string path) in new[]
            { (live, "/live"), (digits, "/try"), (digits, "/predict"), (digits, "/runs"), (digits, "/nowhere"), (table, "/try") })
        {
            browser.Driver.Navigate().GoToUrl(new Uri(serving.Server.Root, $"{path}{serving.Server.Address.Query}"));
            if (path == "/live") Wait(browser, () => browser.Ask<long>("return document.querySelectorAll('#curves .chart').length") > 0);
            if (browser.Driver.FindElements(By.CssSelector($"#theme-{colours}")) is [var choice])
                choice.FindElement(By.XPath("..")).Click();
            browser.Driver.ExecuteScript(File.ReadAllText(Axe));
            object found = browser.Driver.ExecuteAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(r => done(r.violations.flatMap(v =>
                  v.nodes.slice(0, 3).map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))));
                """)!;
            Assert.Empty((IReadOnlyCollection<object>)found);
        }
        browser.Driver.Navigate().GoToUrl(new Uri(table.Server.Root, "/predict"));
        Assert.True(browser.Find($"#theme-{colours}").Selected);
        string paper = colours == "dark" ? "rgba(17, 20, 24, 1)" : "rgba(245, 244, 241, 1)";
        Assert.Equal(paper, browser.Find("body").GetCssValue("background-color"));
    }

    [Fact]
    public async Task On_a_telephone_nothing_sticks_out()
    {
        using var folder = new Folder();
        await using Serving live = await Serving.Start(LiveTests.Training(folder, epochs: 200));
        await using Serving digits = await Serving.Start(new Served.Trained("mnist", MadeModels.Digits), MadeRuns.HostileTable);
        await using Serving table = await Serving.Start(new Served.Trained("table", MadeModels.Table));
        using var browser = new Browser(width: 500);
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = 360,
            ["height"] = 800,
            ["deviceScaleFactor"] = 2,
            ["mobile"] = true,
        });
        foreach ((Serving serving, string path) in new[]
            { (live, "/live"), (digits, "/try"), (digits, "/predict"), (digits, "/runs"), (table, "/try"), (table, "/nowhere") })
        {
            browser.Driver.Navigate().GoToUrl(new Uri(serving.Server.Root, $"{path}{serving.Server.Address.Query}"));
            Assert.True(browser.Ask<long>("return document.documentElement.scrollWidth") <= 360, path);
        }
        Assert.All(browser.Complaints, complaint => Assert.Contains("/nowhere", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_names_are_read_and_never_run()
    {
        await using Serving serving = await Serving.Start(run: MadeRuns.HostileTable);
        using var browser = new Browser();
        foreach (string path in (string[])["/runs", "/runs/hostile", "/try", "/predict"])
        {
            browser.Driver.Navigate().GoToUrl(new Uri(serving.Server.Root, $"{path}{serving.Server.Address.Query}"));
            Assert.NotEqual("owned", browser.Driver.Title);
            Assert.Equal(0, browser.Ask<long>(
                "return document.querySelectorAll('img[src=x],[onerror],[onmouseover],script:not([src]):not(body>script)').length"));
        }
        Assert.Empty(browser.Complaints);
    }

    private static string Axe => Environment.GetEnvironmentVariable("GLIA_AXE") is { Length: > 0 } named ? named
        : Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");

    // A page that is just being left is asked again.
    internal static void Wait(Browser browser, Func<bool> until)
    {
        var wait = new WebDriverWait(browser.Driver, s_patience) { PollingInterval = TimeSpan.FromMilliseconds(30) };
        wait.IgnoreExceptionTypes(typeof(StaleElementReferenceException), typeof(NoSuchElementException));
        wait.Until(_ => until());
    }

    private static void Shows(Browser browser, string selector, string text) =>
        Wait(browser, () => browser.Find(selector).Text.Contains(text, StringComparison.Ordinal));

    private static string Read(Browser browser)
    {
        browser.Find("#curves .plot").SendKeys(Keys.End);
        return browser.Find("#curves .read").Text;
    }

    // Every movement as the mouse makes it, through the browser's own handling of pointers.
    internal static void Draw(Browser browser, double[][] strokes)
    {
        var place = (Dictionary<string, object>)browser.Driver.ExecuteScript("""
            const p = document.getElementById('pad'); p.scrollIntoView({block: 'center'});
            const r = p.getBoundingClientRect(); return {x: r.left, y: r.top, w: r.width};
            """)!;
        double Of(string key) => Convert.ToDouble(place[key], System.Globalization.CultureInfo.InvariantCulture);
        foreach (double[] stroke in strokes)
        {
            for (int i = 0; i < stroke.Length; i += 2)
            {
                Mouse(i == 0 ? "mousePressed" : "mouseMoved", stroke[i], stroke[i + 1]);
            }
            Mouse("mouseReleased", stroke[^2], stroke[^1]);
        }

        void Mouse(string type, double x, double y)
        {
            var what = new Dictionary<string, object?>
            {
                ["type"] = type,
                ["x"] = Of("x") + x * Of("w"),
                ["y"] = Of("y") + y * Of("w"),
                ["button"] = "left",
                ["buttons"] = type == "mouseReleased" ? 0 : 1,
                ["clickCount"] = 1,
            };
            browser.Driver.ExecuteCdpCommand("Input.dispatchMouseEvent", what);
        }
    }

    // What it says when it has nothing more to ask.
    internal static string Answer(Browser browser)
    {
        Wait(browser, () => browser.Ask<bool>("return document.getElementById('try').dataset.asking === '0'"));
        return browser.Find("#answer").Text;
    }

    /// <summary>Stands between browser and server, as a network that fails does.</summary>
    private sealed class Between : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _open = [];
        private readonly int _server;
        private volatile bool _cut;

        public Between(int server)
        {
            _server = server;
            _listener.Start();
            _ = Accept();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Cut()
        {
            _cut = true;
            lock (_open)
            {
                foreach (TcpClient client in _open) client.Dispose();
                _open.Clear();
            }
        }

        public void Mend() => _cut = false;

        public void Dispose()
        {
            Cut();
            _listener.Dispose();
        }

        private async Task Accept()
        {
            try
            {
                while (true)
                {
                    TcpClient client = await _listener.AcceptTcpClientAsync();
                    if (_cut) client.Dispose();
                    else _ = Join(client);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // It was ended.
            }
        }

        private async Task Join(TcpClient client)
        {
            var server = new TcpClient();
            lock (_open) _open.AddRange([client, server]);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
            {
                // It was cut.
            }
            client.Dispose();
            server.Dispose();
        }
    }
}
