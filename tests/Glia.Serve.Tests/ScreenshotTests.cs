using Glia.Experiments;
using Glia.Report.Tests;
using OpenQA.Selenium;

namespace Glia.Serve.Tests;

/// <summary>Makes the pictures of docs/serve: docs/serve/screenshots.sh runs it.</summary>
public class ScreenshotTests
{
    private const int Width = 1000;

    [Fact]
    public async Task Screenshots_of_the_pages_are_made()
    {
        string? pictures = Environment.GetEnvironmentVariable("GLIA_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(pictures), "GLIA_SCREENSHOTS names no folder");
        using var browser = new Browser(width: Width);
        Size(browser, Width, 1150, phone: false);

        // Paths on the pages are those that people have.
        using var folder = new Folder();
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder.Path);
        foreach ((string name, float rate) in new[] { ("steady", 0.002f), ("hasty", 0.05f), ("timid", 0.0001f) })
        {
            ExperimentRun run = MadeModels.DigitsRun(epochs: 2);
            run.Trainer.Optimizer.LearningRate = rate;
            using RunRecorder recorder = RunRecorder.Begin($"runs/{name}", run);
            recorder.Finish(run.Judge(run.Fit(recorder)));
        }
        var options = new ServeOptions();
        var training = new Served.Training("mnist", MadeModels.DigitsRun(epochs: 40)) { Folder = "runs/mnist" };
        await using (GliaServer live = await GliaServer.Start(training, options))
        {
            browser.Driver.Navigate().GoToUrl(live.Address);
            BrowserTests.Wait(browser, () => browser.Find(".figures").Text.Contains("9 of 40", StringComparison.Ordinal));
            Save("live");
            browser.Driver.Navigate().GoToUrl(new Uri(live.Root, "/live"));
            browser.Find(".stop").Click();
            BrowserTests.Wait(browser, () => browser.Driver.FindElements(By.CssSelector(".onward a")).Count > 0);
            browser.Driver.Navigate().GoToUrl(new Uri(live.Root, "/runs"));
            Save("runs");
        }
        var hot = new Served.Training("hot", MadeModels.DigitsRun(epochs: 40, rate: 50)) { Folder = "runs/hot", Doctor = true };
        await using (GliaServer watched = await GliaServer.Start(hot, options))
        {
            browser.Driver.Navigate().GoToUrl(watched.Address);
            BrowserTests.Wait(browser, () => browser.Driver.FindElements(By.CssSelector("#found .finding")).Count > 0);
            Save("watched");
        }
        await using (GliaServer digits = await GliaServer.Start(new Served.Trained("mnist", MadeModels.Digits), options))
        {
            browser.Driver.Navigate().GoToUrl(digits.Address);
            Size(browser, Width, 860, phone: false);
            BrowserTests.Draw(browser, Hands.Write(3, 0));
            BrowserTests.Answer(browser);
            Save("try");
            browser.Find("#theme-dark").FindElement(By.XPath("..")).Click();
            Save("try-dark");
            browser.Find("#theme-light").FindElement(By.XPath("..")).Click();
            browser.Driver.Navigate().GoToUrl(new Uri(digits.Root, "/predict"));
            Size(browser, Width, 1000, phone: false);
            Save("programs");
            browser.Driver.Navigate().GoToUrl(new Uri(digits.Root, "/try"));
            Size(browser, 390, 844, phone: true);
            BrowserTests.Draw(browser, Hands.Write(5, 0));
            BrowserTests.Answer(browser);
            browser.Driver.ExecuteScript("scrollTo(0, 0)");
            Save("phone");
        }
        await using GliaServer table = await GliaServer.Start(new Served.Trained("flats", MadeModels.Flats), options);
        Size(browser, Width, 760, phone: false);
        browser.Driver.Navigate().GoToUrl(table.Address);
        browser.Find("#f0").SendKeys("84");
        browser.Find("#f1").SendKeys("Oslo");
        browser.Find(".fields button").Click();
        BrowserTests.Wait(browser, () => browser.Find("#answer").Displayed);
        Save("row");
        Directory.SetCurrentDirectory(before);

        void Save(string name)
        {
            // What moves has come to rest.
            Thread.Sleep(600);
            browser.Driver.GetScreenshot().SaveAsFile(Path.Combine(pictures!, $"{name}.png"));
        }
    }

    private static void Size(Browser browser, int width, int height, bool phone)
    {
        browser.Driver.ExecuteCdpCommand("Emulation.setScrollbarsHidden", new Dictionary<string, object?> { ["hidden"] = true });
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = phone ? 2 : 1,
            ["mobile"] = phone,
        });
    }
}
