namespace Glia.Programs.Tests;

/// <summary>A program of the corpus, with what its first comments say is to be found in it.</summary>
/// <param name="File">The file.</param>
/// <param name="Layers">The sizes of its layers: <c>2-4-1</c>; <c>none</c> if Glia has to say that it does not understand it.</param>
/// <param name="Activations">The activations of its layers; none where a library names them.</param>
/// <param name="Expects">The code that comes first, or <c>healthy</c>; followed by <c>warning</c> where it does no harm.</param>
/// <param name="Lines">The lines that a finding may point at, marked with <c># &lt;-</c>.</param>
/// <param name="Imports">What it imports, in one word each, with commas between.</param>
internal sealed record CorpusProgram(
    string File, string Layers, string[] Activations, string Expects, int[] Lines, string Imports)
{
    /// <summary>A program.</summary>
    /// <param name="half"><c>tuning</c> or <c>reporting</c>, with the library's folder before it.</param>
    /// <param name="name">The name of its file.</param>
    public static CorpusProgram Read(string half, string name)
    {
        string file = Path.Combine(Folder(half), name);
        string[] lines = System.IO.File.ReadAllLines(file);
        return new(file, Said("layers") ?? "none", Said("activations")?.Split(' ') ?? [], Said("expects") ?? "healthy",
            [.. lines.Index().Where(line => line.Item.Contains("# <-", StringComparison.Ordinal)).Select(line => line.Index + 1)],
            string.Join(", ", lines.Select(line => line.Split(' ', '.', ',')).Where(words => words[0] is "import" or "from")
                .Select(words => words[1]).Distinct()));

        string? Said(string what) =>
            lines.FirstOrDefault(line => line.StartsWith($"# {what}:", StringComparison.Ordinal))?.Split(':')[1].Trim();
    }

    /// <summary>The names of the files of a half.</summary>
    public static IEnumerable<string> Names(string half) =>
        Directory.GetFiles(Folder(half), "*.py").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder(string half) => Path.Combine(AppContext.BaseDirectory, "Corpus", half);
}
