using Glia.Tests.Experiments;

namespace Glia.Tests;

/// <summary>Code that can be read without scrolling sideways, an idea a file: the width that .editorconfig states,
/// which no compiler checks.</summary>
public class LineWidthTests
{
    private const int Columns = 140;

    // One idea a file: above this it has two. Convention, as is the width.
    private const int Bytes = 20 * 1024;

    // What people write and read, be it in C# or not.
    private static readonly string[] s_written = [".cs", ".css", ".js", ".json", ".py"];

    // Tests, benchmarks and samples are written and read as the sources are; JSON there is what programs wrote, but for the samples'.
    private static readonly string[] s_beside = ["bench", "samples", "tests"];
    private static readonly string[] s_writtenBeside = [".cjs", ".cs", ".js", ".py"];

    // Programs as people write them: they are examined line by line as they are, and their authors know no width.
    private static readonly string s_corpus = Path.Combine("tests", "Glia.Programs.Tests", "Corpus");

    // What builds, packs and runs it, and where such files stand; what is built lies in a folder of its own.
    private static readonly string[] s_building = [".csproj", ".props", ".sh", ".targets", ".yml"];
    private static readonly string[] s_builders = [".github", "bench", "packaging", "samples", "src", "tests"];

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Path.Combine(RepositoryFiles.Root, "src")).Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_file_of_a_project_is_wider_or_longer_than_the_house_allows(string project)
    {
        string folder = Path.Combine(RepositoryFiles.Root, "src", project);
        string[] files =
            [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => s_written.Contains(Path.GetExtension(file)))];
        Assert.NotEmpty(files);
        AssertNarrow(files);
        Assert.Equal([], files.Where(file => new FileInfo(file).Length > Bytes));
    }

    [Fact]
    public void No_test_benchmark_or_sample_is_wider_than_the_house_allows()
    {
        string corpus = Path.Combine(RepositoryFiles.Root, s_corpus) + Path.DirectorySeparatorChar;
        string[] files = [.. s_beside.Select(room => Path.Combine(RepositoryFiles.Root, room))
            .SelectMany(room => Directory.GetFiles(room, "*", SearchOption.AllDirectories))
            .Where(file => s_writtenBeside.Contains(Path.GetExtension(file)) && !file.StartsWith(corpus, StringComparison.Ordinal))
            .Concat(Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "samples"), "*.json", SearchOption.AllDirectories))];
        Assert.NotEmpty(files);
        AssertNarrow(files);
    }

    [Fact]
    public void No_script_and_no_project_file_is_wider_than_the_house_allows()
    {
        IEnumerable<string> files = s_builders.Select(room => Path.Combine(RepositoryFiles.Root, room))
            .SelectMany(room => Directory.GetFiles(room, "*", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(RepositoryFiles.Root));
        string[] building = [.. files.Where(file => s_building.Contains(Path.GetExtension(file)))];
        Assert.NotEmpty(building);
        AssertNarrow(building);
    }

    [Fact]
    public void The_width_is_the_one_that_editors_are_told() =>
        Assert.Contains($"\nmax_line_length = {Columns}\n", File.ReadAllText(Path.Combine(RepositoryFiles.Root, ".editorconfig")),
            StringComparison.Ordinal);

    private static void AssertNarrow(IEnumerable<string> files)
    {
        string[] wide = [.. files.Order(StringComparer.Ordinal).SelectMany(TooWide)];
        Assert.True(wide.Length == 0, $"These lines have more than {Columns} columns; wrap them:\n{string.Join('\n', wide)}");
    }

    private static IEnumerable<string> TooWide(string file) =>
        File.ReadLines(file).Index().Where(line => line.Item.Length > Columns)
            .Select(line => $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line.Index + 1}: {line.Item.Length} columns");
}
