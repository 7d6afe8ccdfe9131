using System.Text.Json.Nodes;

namespace Glia.Interop.Tests;

/// <summary>
/// Files of other programs with what those programs compute from them. They are too large to be kept here: the folder is named by
/// <c>GLIA_FORMAT_CASES</c>, or lies beside the repository as <c>shared/data/formats</c>; elsewhere the tests that need it say that they
/// were skipped.
/// </summary>
internal sealed record SharedCase(string Folder)
{
    private static readonly string? s_root = Find();

    public static bool Exist => s_root is not null;

    /// <summary>
    /// The names of the cases of some formats; one empty name where there is no folder, so that the test is seen to be skipped.
    /// </summary>
    public static TheoryData<string> Of(params string[] formats) =>
        Of(name => formats.Contains(name[..name.IndexOf('-', StringComparison.Ordinal)]));

    /// <summary>The same for names that fit.</summary>
    public static TheoryData<string> Of(Func<string, bool> fits) => s_root is null ? [""]
        : [.. Directory.GetDirectories(s_root).Select(folder => Path.GetFileName(folder)!).Where(fits).Order(StringComparer.Ordinal)];

    /// <summary>The case of a name; skips the test where there is none.</summary>
    public static SharedCase Named(string name)
    {
        Assert.SkipWhen(name.Length == 0, "the files of other programs are not here; name their folder by GLIA_FORMAT_CASES");
        return new SharedCase(Path.Combine(s_root!, name));
    }

    public JsonNode Meta { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "meta.json")))!;

    public string Expect => Meta["expect"]!.GetValue<string>();

    public double Tolerance => Meta["tolerance"]?.GetValue<double>() ?? 1e-5;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The files that belong to it, the one to open first.</summary>
    public string[] Files => [.. Meta["files"]!.AsArray().Select(file => PathOf(file!["name"]!.GetValue<string>()))];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GLIA_FORMAT_CASES") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, "shared", "data", "formats");
            if (Directory.Exists(beside)) return beside;
        }
        return null;
    }
}
