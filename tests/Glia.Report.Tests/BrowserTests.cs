using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;

namespace Glia.Report.Tests;

/// <summary>The page in a real browser, opened from the disk.</summary>
public sealed class BrowserTests : IDisposable
{
    private static readonly string[] s_panels =
        ["findings", "curves", "confusion", "classes", "worst", "calibration", "data", "seen", "layers", "timing", "experiment"];

    private readonly Folder _folder = new();

    [Fact]
    public void It_opens_from_the_disk_without_a_request_and_shows_every_panel()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, address => Assert.True(address.StartsWith("file:", StringComparison.Ordinal)
            || address.StartsWith("data:", StringComparison.Ordinal), address));
        foreach (string panel in s_panels)
            Assert.True(browser.Find($"#{panel}").Displayed && browser.Find($"#{panel}").Size.Height > 60, panel);
        Assert.Equal("It learned", browser.Find(".verdict").Text);
        // Pictures are there and of their size.
        Assert.InRange(browser.Find("#worst .pic").Size.Width, 60, 130);
        Assert.InRange(browser.Ask<long>("return document.querySelector('.weights img').naturalWidth"), 100, 1000);
    }

    [Fact]
    public void Hostile_names_are_read_and_never_run()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.HostileTable));
        Assert.Equal("hostile · Glia", browser.Driver.Title);
        Assert.Empty(browser.Complaints);
        Assert.Equal(1, browser.Ask<long>("return document.scripts.length"));
        Assert.Equal(0, browser.Ask<long>("return document.querySelectorAll('img[src=x],[onerror],[onmouseover]').length"));
        Assert.Contains(MadeRuns.Hostile[0], browser.Find("#classes").Text, StringComparison.Ordinal);
        Assert.Equal(11,
            browser.Ask<long>("return [...document.querySelectorAll('body *')].filter(e => e.localName.match(/^h2$/)).length"));
    }

    [Fact]
    public void A_cell_of_the_confusion_matrix_opens_its_pictures()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        OpenACell(browser);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public void Without_a_script_all_is_there_to_be_read_and_cells_open_all_the_same()
    {
        using var browser = new Browser(script: false);
        browser.Open(Page(MadeRuns.Digits));
        Assert.Empty(browser.Driver.FindElements(By.CssSelector("button")));
        foreach (string panel in s_panels) Assert.True(browser.Find($"#{panel}").Displayed, panel);
        Assert.True(browser.Driver.FindElements(By.CssSelector("#curves .lines path")).Count >= 4);
        OpenACell(browser);
        browser.Find(".theme label:last-child").Click();
        Assert.Equal("rgba(17, 20, 24, 1)", browser.Find("body").GetCssValue("background-color"));
    }

    [Fact]
    public void A_chart_is_read_by_keyboard_and_drawn_on_a_log_axis_smoothed_and_nearer()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        IWebElement plot = browser.Find("#curves .plot");
        plot.SendKeys(Keys.ArrowRight + Keys.ArrowRight);
        Assert.Matches(@"^epoch 2 · training [\d.]+ · test [\d.]+$", browser.Find("#curves .read").Text);
        Assert.Contains("epoch 2", browser.Ask<string>("return document.getElementById('live').textContent"), StringComparison.Ordinal);
        string before = Line();
        browser.Find("#curves .tools button").Click();
        string logarithmic = Line();
        Assert.NotEqual(before, logarithmic);
        new Actions(browser.Driver).MoveToElement(plot, -100, 0).ClickAndHold().MoveByOffset(150, 0).Release().Perform();
        Assert.NotEqual(logarithmic, Line());
        new Actions(browser.Driver).DoubleClick(plot).Perform();
        Assert.Equal(logarithmic, Line());
        Assert.Empty(browser.Complaints);

        // In one call: the line is another element each time it is drawn.
        string Line() => browser.Ask<string>("return document.querySelector('#curves .lines .l.k1:not(.faint)').getAttribute('d')");
    }

    [Fact]
    public void What_the_script_draws_is_what_was_there_without_it()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        // Two clicks: a log axis and back. Every line then lies where C# had it, to a tenth of a thousandth of its frame.
        Assert.True(browser.Ask<bool>("""
            const fig = document.querySelector('#curves .chart');
            const lines = () => [...fig.querySelectorAll('.l,.d')].map(p => p.getAttribute('d'));
            const numbers = d => d.match(/-?[\d.]+/g).map(Number), before = lines(), button = fig.querySelector('.tools button');
            button.click(); button.click();
            const after = lines();
            return before.length === after.length && before.every((d, i) => { const a = numbers(d), b = numbers(after[i]);
              return a.length === b.length && a.every((v, j) => Math.abs(v - b[j]) < 0.5); });
            """));
    }

    [Fact]
    public void A_table_is_sorted_by_a_click_on_its_heading()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        IWebElement heading = browser.Find("#classes thead th:nth-child(5) button");
        heading.Click();
        string[] recalls = [.. browser.Driver.FindElements(By.CssSelector("#classes tbody td:nth-child(5)"))
            .Select(cell => cell.GetAttribute("data-v")!)];
        double[] values = [.. recalls.Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(values.Order(), values);
        Assert.Equal("ascending", browser.Find("#classes thead th:nth-child(5)").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Two_hundred_runs_are_compared_and_sorted_before_anybody_waits()
    {
        string[] runs = [.. Enumerable.Range(0, 200).Select(i => ComparisonTests.Copy(_folder, $"run-{i}", i / 200.0))];
        Reports.OfRuns([.. runs.Select(run => RecordedRun.Read(run, whole: false))]).Write(_folder["compared.html"]);
        using var browser = new Browser();
        browser.Open(_folder["compared.html"]);
        // The time with the layout that follows; a machine that others use too may be ten times slower than it is alone.
        double ms = Convert.ToDouble(browser.Driver.ExecuteScript("""
            const button = document.querySelector('#runs thead th:nth-child(3) button'), from = performance.now();
            button.click(); document.body.offsetHeight; return performance.now() - from;
            """), System.Globalization.CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"sorted in {ms:0} ms");
        Assert.InRange(ms, 0, 1000);
        Assert.Equal("0.00 %", browser.Find("#runs tbody tr td:nth-child(3)").Text);
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(500)]
    public void On_a_telephone_nothing_sticks_out(int width)
    {
        using var browser = new Browser(width: 500);
        // A window is at least 500 wide; a telephone is told by its metrics.
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = 800,
            ["deviceScaleFactor"] = 2,
            ["mobile"] = true,
        });
        foreach (string run in (string[])[MadeRuns.Digits, MadeRuns.HostileTable, MadeRuns.Values, MadeRuns.TwoClasses])
        {
            browser.Open(Page(run));
            Assert.InRange(browser.Ask<long>("return document.documentElement.scrollWidth"), width - 1, width);
        }
    }

    [Fact]
    public void It_is_walked_by_keyboard_from_its_first_link_to_its_last_control_and_out_again()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        // What can be reached says so, is seen, and is seen to have the focus; nothing keeps it.
        var reached = new List<string>();
        for (int tab = 0; tab < 400; tab++)
        {
            new Actions(browser.Driver).SendKeys(Keys.Tab).Perform();
            string now = browser.Ask<string>("""
                const e = document.activeElement; if (e === document.body) return 'out';
                const box = e.getBoundingClientRect(), style = getComputedStyle(e), label = e.closest('label');
                const seen = (label ?? e).getBoundingClientRect();
                const outlined = style.outlineStyle !== 'none' || label && getComputedStyle(label).outlineStyle !== 'none';
                if (seen.width < 1 || seen.height < 1 || seen.bottom < 0 || seen.top > innerHeight)
                    return 'unseen ' + e.outerHTML.slice(0, 120);
                return (outlined ? '' : 'unmarked ') + e.localName + (e.id ? '#' + e.id : '') + (e.className ? '.' + e.className : '');
                """);
            if (now == "out") break;
            reached.Add(now);
        }
        Assert.All(reached, element => Assert.False(element.StartsWith("un", StringComparison.Ordinal), element));
        Assert.Equal("a.skip", reached[0]);
        foreach (string kind in (string[])["a", "input#theme-auto", "div.plot", "button", "input", "div.scroll", "summary", "pre"])
            Assert.Contains(reached, element => element == kind || element.StartsWith(kind, StringComparison.Ordinal));
        Assert.InRange(reached.Count, 60, 399);

        // A cell opens its pictures, and a heading sorts, by the keys alone.
        browser.Find(".cm .e8 a").SendKeys(Keys.Enter);
        Assert.True(browser.Find(".gallery:target").Displayed);
        browser.Find("#classes thead th:nth-child(5) button").SendKeys(Keys.Space);
        Assert.Equal("ascending", browser.Find("#classes thead th:nth-child(5)").GetAttribute("aria-sort"));
        browser.Find("#curves summary").SendKeys(Keys.Enter);
        Assert.True(browser.Find("#curves details table").Displayed);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public void On_paper_it_is_dark_on_white_whole_and_without_what_only_a_screen_can_use()
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        browser.Find("#theme-dark").FindElement(By.XPath("..")).Click();
        browser.Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?> { ["media"] = "print" });
        Assert.Equal("rgba(0, 0, 0, 1)", browser.Find("body").GetCssValue("color"));
        Assert.Equal("rgba(255, 255, 255, 1)", browser.Find(".panel").GetCssValue("background-color"));
        foreach (string screen in (string[])[".bar", ".tools", ".choice", ".copy > button"])
            Assert.False(browser.Find(screen).Displayed, screen);
        foreach (string panel in s_panels) Assert.True(browser.Find($"#{panel}").Displayed, panel);
        // Nothing is cut off that a screen would scroll to.
        Assert.Equal(0, browser.Ask<long>("return [...document.querySelectorAll('.scroll,pre')].filter(e => e.scrollHeight > " +
            "e.clientHeight + 1).length"));
        string pdf = (string)((Dictionary<string, object?>)browser.Driver.ExecuteCdpCommand("Page.printToPDF",
            new Dictionary<string, object?> { ["printBackground"] = true })!)["data"]!;
        byte[] file = Convert.FromBase64String(pdf);
        Assert.Equal("%PDF"u8.ToArray(), file[..4]);
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(file), @"/Type\s*/Page\b"), 4, 20);
    }

    [Theory]
    [InlineData("reduce", "auto")]
    [InlineData("no-preference", "smooth")]
    public void Nothing_moves_by_itself_where_people_asked_for_that(string motion, string scrolling)
    {
        using var browser = new Browser();
        browser.Open(Page(MadeRuns.Digits));
        browser.Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
        {
            ["features"] = new object[] { new Dictionary<string, object?> { ["name"] = "prefers-reduced-motion", ["value"] = motion } },
        });
        Assert.Equal(scrolling, browser.Ask<string>("return getComputedStyle(document.documentElement).scrollBehavior"));
        Assert.Equal(0, browser.Ask<long>("""
            return [...document.querySelectorAll('*')].map(e => getComputedStyle(e))
              .filter(s => s.animationName !== 'none' || s.transitionDuration.split(', ').some(t => parseFloat(t) > 0)).length
            """));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Axe_finds_nothing_to_complain_about(string colours)
    {
        Assert.SkipUnless(File.Exists(Axe), $"axe-core is not installed: there is no {Axe}");
        using var browser = new Browser();
        string diagnosis = _folder["diagnosis.html"];
        Reports.OfDiagnosis(DiagnosisReportTests.WithExhibits).Write(diagnosis);
        string[] runs = [MadeRuns.Digits, MadeRuns.HostileTable, MadeRuns.Values, MadeRuns.TwoClasses];
        foreach (string page in (string[])[.. runs.Select(Page), diagnosis])
        {
            browser.Open(page);
            browser.Find($"#theme-{colours}").FindElement(By.XPath("..")).Click();
            // What is closed is looked at as well.
            browser.Driver.ExecuteScript("for (const d of document.querySelectorAll('details')) d.open = true;");
            browser.Driver.ExecuteScript(File.ReadAllText(Axe));
            object found = browser.Driver.ExecuteAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(r => done(r.violations.flatMap(v => v.nodes.slice(0, 3)
                    .map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))));
                """)!;
            Assert.Empty((IReadOnlyCollection<object>)found);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Axe => Environment.GetEnvironmentVariable("GLIA_AXE") is { Length: > 0 } named ? named
        : Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");

    private static void OpenACell(Browser browser)
    {
        IWebElement cell = browser.Find(".cm .e8 a");
        int count = int.Parse(cell.Text, System.Globalization.CultureInfo.InvariantCulture);
        string gallery = cell.GetAttribute("href")!.Split('#')[1];
        Assert.False(browser.Find($"#{gallery}").Displayed);
        cell.Click();
        Assert.True(browser.Find($"#{gallery}").Displayed);
        Assert.Equal(Math.Min(count, 12), browser.Driver.FindElements(By.CssSelector($"#{gallery} .pic")).Count);
        browser.Find($"#{gallery} header a").Click();
        Assert.False(browser.Find($"#{gallery}").Displayed);
    }

    private string Page(string run)
    {
        string file = _folder[$"{Path.GetFileName(run)}.html"];
        if (!File.Exists(file)) Reports.OfRun(RecordedRun.Read(run)).Write(file);
        return file;
    }
}
