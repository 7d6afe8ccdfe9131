using OpenQA.Selenium;

namespace Glia.Report.Tests;

/// <summary>Makes the pictures of docs/report: docs/report/screenshots.sh prepares the pages and runs it.</summary>
public class ScreenshotTests
{
    [Fact]
    public void Screenshots_of_the_panels_are_made()
    {
        string? folder = Environment.GetEnvironmentVariable("GLIA_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder),
            "GLIA_SCREENSHOTS names no folder with run.html, two.html, doctor.html and compared.html");
        using var browser = new Browser(width: 1000);
        // Tall enough for any panel: what is below the window is not in a picture of it.
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = 1000,
            ["height"] = 8000,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
        Page("run.html", "light");
        Picture(".head", "head");
        foreach (string panel in (string[])["curves", "classes", "worst", "calibration", "data", "seen", "layers", "timing", "experiment"])
            Picture($"#{panel}", panel);
        browser.Find(".cm .e8 a").Click();
        Picture("#confusion", "confusion");
        Page("run.html", "dark");
        Picture("#confusion", "confusion-dark");
        Page("two.html", "light");
        Picture("#ranking", "ranking");
        Page("doctor.html", "light");
        browser.Driver.ExecuteScript("document.querySelectorAll('.panel:not(#findings)').forEach(e => e.remove())");
        Picture("main", "doctor");
        Page("compared.html", "light");
        Picture("main", "compared");

        void Page(string name, string colours)
        {
            browser.Open(Path.Combine(folder, name));
            browser.Find($"#theme-{colours}").FindElement(By.XPath("..")).Click();
            browser.Driver.ExecuteScript("""
                document.querySelector('.bar').style.display = 'none'; document.querySelector('.head').style.padding = '24px';
                for (const e of document.querySelectorAll('.scroll,pre')) e.style.overflow = 'hidden';
                """);
        }

        void Picture(string selector, string name)
        {
            byte[] png = ((ITakesScreenshot)browser.Find(selector)).GetScreenshot().AsByteArray;
            Assert.InRange(png.Length, 5_000, 400_000);
            File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), png);
        }
    }
}
