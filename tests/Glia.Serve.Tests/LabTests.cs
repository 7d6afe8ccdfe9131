using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Mnist;
using Glia.Report.Tests;
using Glia.Serve.Lab;
using Glia.Tables;
using OpenQA.Selenium;
using OpenQA.Selenium.Support.UI;

namespace Glia.Serve.Tests;

/// <summary>The lab: networks that are broken, watched, examined and mended, asked by a program and by a browser.</summary>
public class LabTests
{
    private static readonly DataSource s_sources = new(Digits, TableOpener.Open);

    private static readonly string s_flowers = "width,height,kind\n" + string.Concat(Enumerable.Range(0, 240).Select(row =>
        FormattableString.Invariant($"{row % 3 + row % 7 * 0.1},{row % 3 * (row % 3) + row % 5 * 0.1},kind {(char)('a' + row % 3)}\n")));

    // Three clouds of points that overlap a little, no two rows alike.
    private static readonly string s_clouds = Clouds();

    [Fact]
    public async Task Every_fault_of_the_list_that_makes_sense_is_a_switch()
    {
        await using Serving serving = await Start();
        string page = await serving.Client.GetStringAsync("/lab");
        Assert.Contains("The program of the question", page, StringComparison.Ordinal);
        foreach (string name in (string[])["rate 1e-6", "inputs as measured", "ten sigmoid layers", "L2 10"])
            Assert.Contains($"role=switch value=\"{name}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("role=switch value=\"sigmoid for values\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_told_moment_by_moment_with_its_faults_and_without()
    {
        await using Serving serving = await Start();
        string id = (string)(await Drop(serving, "flowers.csv", s_flowers))["id"]!;
        double[] healthy = await Skills(serving, $"/lab/run?patient={id}");
        double[] broken = await Skills(serving, $"/lab/run?patient={id}&on=rate%201e-6");
        Assert.InRange(healthy.Length, 40, 70);
        Assert.InRange(healthy[^1], 0.9, 1);
        Assert.InRange(broken[^1], 0, 0.8);
    }

    [Fact]
    public async Task The_doctor_names_what_was_switched_on_and_says_which_switch_mends_it()
    {
        await using Serving serving = await Start();
        string id = (string)(await Drop(serving, "flowers.csv", s_flowers))["id"]!;
        JsonNode told = JsonNode.Parse(await serving.Client.GetStringAsync($"/lab/examine?patient={id}&on=rate%201e-6"))!;
        string html = (string)told["html"]!;
        Assert.Contains("<b>GLIA066</b>", html, StringComparison.Ordinal);
        Assert.Contains("It names the fault you put in.", html, StringComparison.Ordinal);
        Assert.Contains("What a step changes of the weights", html, StringComparison.Ordinal);
        Assert.Equal("""{"GLIA066":["rate 1e-6"]}""", told["mends"]!.ToJsonString());
        JsonNode well = JsonNode.Parse(await serving.Client.GetStringAsync($"/lab/examine?patient={id}"))!;
        Assert.Contains("<span class=word>Healthy</span>", (string)well["html"]!, StringComparison.Ordinal);
    }

    public static TheoryData<string> DataFaults => [.. DataBreak.All.Select(one => one.Name)];

    [Theory, MemberData(nameof(DataFaults))]
    public async Task A_fault_in_the_data_is_a_switch_and_the_doctor_names_it(string name)
    {
        await using Serving serving = await Start();
        JsonObject dropped = await Drop(serving, "clouds.csv", s_clouds);
        Assert.Contains($"role=switch value=\"{name}\"", (string)dropped["switches"]!, StringComparison.Ordinal);
        string on = $"patient={(string)dropped["id"]!}&on={Uri.EscapeDataString(name)}";
        using HttpResponseMessage examined = await serving.Client.GetAsync($"/lab/examine?{on}");
        string told = await examined.Content.ReadAsStringAsync();
        Assert.True(examined.IsSuccessStatusCode, told);
        string html = (string)JsonNode.Parse(told)!["html"]!;
        Assert.Contains($"<b>{DataBreak.All.Single(one => one.Name == name).Fault.Code}</b>", html, StringComparison.Ordinal);
        Assert.Contains("It names the fault you put in.", html, StringComparison.Ordinal);
        // It is run as well, or says why it cannot be.
        string run = await serving.Client.GetStringAsync($"/lab/run?{on}");
        Assert.Matches("event: (end|failed)\n", run);
    }

    [Fact]
    public async Task Data_that_cannot_have_a_fault_have_no_switch_for_it()
    {
        await using Serving serving = await Start();
        // A picture has no column that could hold the answer.
        string digits = await serving.Client.GetStringAsync("/lab");
        Assert.Contains("value=\"40 % of the labels by chance\"", digits, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"the answer is among the columns\"", digits, StringComparison.Ordinal);
        string lines = (string)(await Drop(serving, "lines.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(row =>
            FormattableString.Invariant($"{row / 7.0},{row * row / 100.0 + row % 3}\n")))))["switches"]!;
        Assert.Contains("value=\"labels of other rows\"", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"sorted by class, never shuffled\"", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_goes_away_is_examined_no_longer()
    {
        await using Serving serving = await Start();
        string id = (string)(await Drop(serving, "flowers.csv", s_flowers))["id"]!;
        using var gone = new CancellationTokenSource();
        Task<string> asked = serving.Client.GetStringAsync("/lab/examine?patient=digits&on=ten%20sigmoid%20layers", gone.Token);
        // A quick machine examines it in half a second.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(asked.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        // One is examined at a time: the next has its turn at once.
        using HttpResponseMessage next = await serving.Client.GetAsync($"/lab/examine?patient={id}");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task The_program_of_the_question_reports_a_figure_that_is_wrong_and_the_doctor_says_why()
    {
        await using Serving serving = await Start();
        JsonNode[] points = await Points(serving, "/lab/run?patient=origin&on=stale");
        Assert.InRange((double)points[^1]["truth"]!, 0.6, 1);
        Assert.InRange((double)points[^1]["skill"]!, 0, 0.3);
        foreach ((string on, string code) in ((string, string)[])[("stale", "GLIA075"), ("relu", "GLIA056")])
        {
            JsonNode told = JsonNode.Parse(await serving.Client.GetStringAsync($"/lab/examine?patient=origin&on={on}"))!;
            Assert.Contains($"<b>{code}</b>", (string)told["html"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/lab/run?patient=nobody", HttpStatusCode.NotFound, "There is no such network")]
    [InlineData("/lab/run?patient=digits&on=%3Cscript%3E", HttpStatusCode.BadRequest, "is no fault of this network")]
    [InlineData("/lab/examine", HttpStatusCode.NotFound, "There is no such network")]
    public async Task What_is_not_there_is_said(string path, HttpStatusCode status, string sentence)
    {
        await using Serving serving = await Start();
        using HttpResponseMessage answer = await serving.Client.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("a,b\n", "bad.csv")]
    [InlineData("\0\u0001\u0002", "bad.csv")]
    public async Task A_file_that_cannot_be_learned_is_refused_in_a_sentence_that_names_it(string text, string sentence)
    {
        await using Serving serving = await Start();
        using HttpResponseMessage answer = await Post(serving, "bad.csv", text);
        string told = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, told, StringComparison.Ordinal);
        Assert.DoesNotContain("glia-lab-", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_name_is_a_name()
    {
        await using Serving serving = await Start();
        JsonObject dropped = await Drop(serving, "<script>document.title=1</script>.csv", s_flowers);
        Assert.Contains("&lt;script&gt;", (string)dropped["choice"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", (string)dropped["choice"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_broken_watched_examined_and_mended_by_keyboard_without_leaving_the_page()
    {
        await using Serving serving = await Start();
        using var folder = new Folder();
        using var browser = new Browser();
        Open(browser, serving);
        Wait(browser, () => Verdict(browser) == "It learns");
        Switch(browser, "rate 1e-6").SendKeys(Keys.Space);
        Wait(browser, () => Verdict(browser) == "It fails");
        browser.Find("#lab-ask").SendKeys(Keys.Enter);
        Wait(browser, () => browser.Driver.FindElements(By.CssSelector("#lab-found .finding")).Count > 0);
        Assert.Equal("Sick", browser.Find("#lab-found .verdict").Text);
        Assert.True(browser.Find("#lab-found .named").Displayed);
        Picture(browser, "lab");
        foreach (string colours in (string[])["light", "dark"]) Accessible(browser, colours);
        browser.Find("#lab-found .mend").SendKeys(Keys.Enter);
        Wait(browser, () => Verdict(browser) == "It learns");
        Assert.False(Switch(browser, "rate 1e-6").Selected);
        Assert.Equal("/lab", new Uri(browser.Driver.Url).AbsolutePath);

        // The doctor is told to stop, and is asked again.
        browser.Find("#lab-ask").SendKeys(Keys.Enter);
        Assert.Equal("Stop asking", browser.Find("#lab-ask").Text);
        browser.Find("#lab-ask").SendKeys(Keys.Enter);
        Assert.Equal(("Ask the doctor", "The doctor was stopped."), (browser.Find("#lab-ask").Text, browser.Find("#lab-found").Text));

        // Data of one's own.
        browser.Find("#lab-file").SendKeys(folder.Write("flowers.csv", s_flowers));
        Wait(browser, () => browser.Find("[name=patient]:checked").GetAttribute("value") == "file-1" && Verdict(browser) == "It learns");
        // And dropped, with the pointer.
        browser.Driver.ExecuteScript("""
            const t = new DataTransfer(), zone = document.getElementById('lab-drop');
            t.items.add(new File([arguments[0]], 'clouds.csv', { type: 'text/csv' }));
            const drag = name => zone.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: t }));
            drag('dragover'); window.over = zone.classList.contains('over'); drag('drop');
            """, s_clouds);
        Assert.True(browser.Ask<bool>("return window.over"));
        Wait(browser, () => browser.Find("[name=patient]:checked").GetAttribute("value") == "file-2" && Verdict(browser) == "It learns");
        Assert.Contains("clouds.csv", browser.Find("label:has([value=file-2])").Text, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, address => Assert.True(address.StartsWith(serving.Server.Root.AbsoluteUri, StringComparison.Ordinal)
            || address.StartsWith("data:", StringComparison.Ordinal), address));
    }

    [Fact]
    public async Task On_a_telephone_the_curves_stay_in_sight_and_nothing_sticks_out()
    {
        await using Serving serving = await Start();
        using var browser = new Browser(width: 500);
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = 390,
            ["height"] = 844,
            ["deviceScaleFactor"] = 2,
            ["mobile"] = true,
        });
        Open(browser, serving);
        Wait(browser, () => Verdict(browser) == "It learns");
        browser.Find("label:has([value=origin])").Click();
        browser.Find(".labgroup:not([hidden]) .story").Click();
        Wait(browser, () =>
            Verdict(browser).Length > 0 && browser.Ask<string>("return document.getElementById('lab').dataset.runs") == "2");
        Assert.InRange(browser.Ask<long>("return document.documentElement.scrollWidth"), 389, 390);
        browser.Driver.ExecuteScript(
            "document.querySelector('.labgroup:not([hidden]) .switch:last-of-type').scrollIntoView({block:'end'})");
        Assert.InRange(browser.Ask<long>("return Math.round(document.querySelector('.labcurves').getBoundingClientRect().top)"), 0, 60);
        // A finger finds each switch.
        Assert.Equal(0, browser.Ask<long>("return [...document.querySelectorAll('.labgroup:not([hidden]) .switch, .labbuttons " +
            "button')].filter(e => e.offsetParent && e.offsetHeight < 40).length"));
        Picture(browser, "lab-telephone", width: 390, height: 844);
    }

    private static string Clouds()
    {
        var random = new System.Random(4);
        double Near(double place) => place + random.NextDouble() - random.NextDouble();
        return "width,height,weight,kind\n" + string.Concat(Enumerable.Range(0, 600).Select(row => FormattableString.Invariant(
            $"{Near(row % 3):0.0000},{Near(row % 3 * (row % 3)):0.0000},{Near(row % 2):0.0000},kind {(char)('a' + row % 3)}\n")));
    }

    private static void Open(Browser browser, Serving serving)
    {
        browser.Driver.Navigate().GoToUrl(serving.Server.Address);
        browser.Driver.Navigate().GoToUrl(new Uri(serving.Server.Root, "/lab"));
    }

    private static string Verdict(Browser browser) => browser.Find("#lab-verdict .word").Text;

    private static IWebElement Switch(Browser browser, string name) => browser.Find($".labgroup:not([hidden]) input[value='{name}']");

    private static void Wait(Browser browser, Func<bool> there) => new WebDriverWait(browser.Driver, TimeSpan.FromMinutes(2))
        .Until(_ => there());

    private static void Accessible(Browser browser, string colours)
    {
        string axe = Environment.GetEnvironmentVariable("GLIA_AXE") is { Length: > 0 } named ? named
            : Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");
        if (!File.Exists(axe)) return;
        browser.Find($"#theme-{colours}").FindElement(By.XPath("..")).Click();
        browser.Driver.ExecuteScript("for (const d of document.querySelectorAll('details')) d.open = true;");
        browser.Driver.ExecuteScript(File.ReadAllText(axe));
        object found = browser.Driver.ExecuteAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run().then(r => done(r.violations.flatMap(v => v.nodes.slice(0, 3)
                .map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))));
            """)!;
        Assert.Empty((IReadOnlyCollection<object>)found);
    }

    // For docs: GLIA_SCREENSHOTS names the folder.
    private static void Picture(Browser browser, string name, int width = 1185, int height = 1380)
    {
        if (Environment.GetEnvironmentVariable("GLIA_SCREENSHOTS") is not { Length: > 0 } folder) return;
        browser.Driver.ExecuteScript("scrollTo(0,0)");
        var clip = new Dictionary<string, object?> { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 };
        var asked = new Dictionary<string, object?> { ["clip"] = clip, ["captureBeyondViewport"] = true };
        string png = (string)((Dictionary<string, object?>)browser.Driver.ExecuteCdpCommand("Page.captureScreenshot", asked)!)["data"]!;
        File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), Convert.FromBase64String(png));
    }

    private static LoadedData? Digits(DataRequest request)
    {
        if (request.Data.Source != Recipe.MnistSource) return null;
        MnistData digits = MnistData.Load(factor: 1);
        return LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!) with
        {
            StandardTestRows = MnistData.TestRows,
        };
    }

    private static Task<Serving> Start() => Serving.Start(sources: s_sources);

    private static async Task<JsonNode[]> Points(Serving serving, string path) =>
        [.. (await serving.Client.GetStringAsync(path)).Split("\n\n").Where(one => one.StartsWith("event: point", StringComparison.Ordinal))
            .Select(one => JsonNode.Parse(one[(one.IndexOf("data: ", StringComparison.Ordinal) + 6)..])!)];

    private static async Task<double[]> Skills(Serving serving, string path) =>
        [.. (await Points(serving, path)).Select(point => (double)point["skill"]!)];

    private static async Task<HttpResponseMessage> Post(Serving serving, string name, string text)
    {
        using var body = new StringContent(text, Encoding.UTF8, "text/csv");
        return await serving.Client.PostAsync($"/lab/data?name={Uri.EscapeDataString(name)}", body);
    }

    private static async Task<JsonObject> Drop(Serving serving, string name, string text)
    {
        using HttpResponseMessage answer = await Post(serving, name, text);
        string json = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, json);
        return JsonNode.Parse(json)!.AsObject();
    }
}
