using System.Reflection;

namespace Glia.Doctor.Report;

/// <summary>The pages of docs/findings and the guides beside them, carried inside the library.</summary>
public static class Pages
{
    /// <summary>The page of a fault as Markdown; null if there is none of this code.</summary>
    /// <param name="code"><c>GLIA075</c>, in any case; <c>75</c> and <c>F75</c> will do.</param>
    public static string? Find(string code)
    {
        string name = code.Trim().ToUpperInvariant();
        if (!name.StartsWith("GLIA", StringComparison.Ordinal))
            name = int.TryParse(name.TrimStart('F'), out int number) ? $"GLIA{number:000}" : $"GLIA{name}";
        return Text($"findings/{name}.md");
    }

    /// <summary>A guide as Markdown, such as <c>trace</c>; null if there is none of this name.</summary>
    /// <param name="name">The page's name without its ending: <c>trace</c>.</param>
    public static string? Guide(string name) => Text($"guides/{name.Trim().ToLowerInvariant()}.md");

    private static string? Text(string resource)
    {
        using Stream? page = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (page is null) return null;
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }
}
