using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace Glia.Cli.Screen;

/// <summary>
/// Opens an address in the browser of whoever sits here. The address carries a secret, and other people on the machine see what a program
/// is started with: the browser is given a file that only its owner can read, and that leads on.
/// </summary>
internal sealed class BrowserPage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-open-").FullName;

    private BrowserPage()
    {
    }

    /// <summary>Opens it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="errors">Hears in a sentence where there is no browser.</param>
    /// <returns>Removes the file when it is disposed of.</returns>
    public static BrowserPage Open(Uri address, TextWriter errors)
    {
        var page = new BrowserPage();
        string file = Path.Combine(page._folder, "glia.html");
        string there = WebUtility.HtmlEncode(address.AbsoluteUri);
        File.WriteAllText(file, $"<!doctype html><title>glia</title><meta http-equiv=refresh content=\"0;url={there}\">\n");
        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            errors.WriteLine("No browser could be started here; open the address by hand.");
        }
        return page;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A browser that still reads it: the system clears what is temporary.
        }
    }
}
