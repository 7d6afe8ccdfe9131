using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Glia.Report.Tests;

/// <summary>A real browser without a window: Debian's chromium. Where it is missing a test says that it was skipped.</summary>
internal sealed class Browser : IDisposable
{
    private const string Chromium = "/usr/bin/chromium", DriverFolder = "/usr/bin";

    private readonly ChromeDriverService _service;
    private readonly string _profile = Directory.CreateTempSubdirectory("glia-browser-").FullName;

    /// <summary>Starts one.</summary>
    /// <param name="script">Whether pages may run their script.</param>
    /// <param name="width">Of the window, in pixels.</param>
    public Browser(bool script = true, int width = 1200)
    {
        Assert.SkipUnless(IsThere, "chromium and chromium-driver are not installed");
        _service = ChromeDriverService.CreateDefaultService(DriverFolder, "chromedriver");
        var options = new ChromeOptions { BinaryLocation = Chromium };
        // As root there is no sandbox; the rest keeps the browser from asking the world for anything of its own.
        options.AddArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
            $"--user-data-dir={_profile}",
            $"--window-size={width},900");
        if (!script) options.AddUserProfilePreference("profile.managed_default_content_settings.javascript", 2);
        options.SetLoggingPreference(LogType.Browser, LogLevel.Warning);
        options.SetLoggingPreference(LogType.Performance, LogLevel.All);
        Driver = new ChromeDriver(_service, options, TimeSpan.FromMinutes(2));
        // Its own first page asks for parts of the browser; what is asked for from here on is the report's.
        Driver.Navigate().GoToUrl("about:blank");
        _ = Requests;
    }

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => File.Exists(Chromium) && File.Exists(Path.Combine(DriverFolder, "chromedriver"));

    /// <summary>What drives it.</summary>
    public ChromeDriver Driver { get; }

    /// <summary>What the browser had to say: errors of the script, what the policy forbade.</summary>
    public IReadOnlyList<string> Complaints => [.. Driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    /// <summary>The addresses that were asked for since the last call.</summary>
    public IReadOnlyList<string> Requests =>
    [
        .. Driver.Manage().Logs.GetLog(LogType.Performance)
        .Select(entry => System.Text.Json.Nodes.JsonNode.Parse(entry.Message)!["message"]!)
            .Where(message => (string)message["method"]! == "Network.requestWillBeSent")
            .Select(message => (string)message["params"]!["request"]!["url"]!),
    ];

    /// <summary>Opens a file from the disk.</summary>
    public void Open(string file) => Driver.Navigate().GoToUrl(new Uri(file).AbsoluteUri);

    /// <summary>What a script answers.</summary>
    public T Ask<T>(string script) => (T)Driver.ExecuteScript(script)!;

    /// <summary>The element of a CSS selector.</summary>
    public IWebElement Find(string selector) => Driver.FindElement(By.CssSelector(selector));

    public void Dispose()
    {
        Driver.Quit();
        Driver.Dispose();
        _service.Dispose();
        Directory.Delete(_profile, recursive: true);
    }
}
