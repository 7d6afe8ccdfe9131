using Glia.Tests.Experiments;

namespace Glia.Tests;

/// <summary>Code that can be read without scrolling sideways, an idea a file: the width that .editorconfig states, which no compiler checks.</summary>
public class LineWidthTests
{
    private const int Columns = 140;

    // One idea a file: above this it has two. Convention, as is the width.
    private const int Bytes = 20 * 1024;

    // What people write and read, be it in C# or not.
    private static readonly string[] s_written = [".cs", ".css", ".js", ".json", ".py"];

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Path.Combine(RepositoryFiles.Root, "src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_file_of_a_project_is_wider_or_longer_than_the_house_allows(string project)
    {
        string folder = Path.Combine(RepositoryFiles.Root, "src", project);
        string[] files =
            [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => s_written.Contains(Path.GetExtension(file)))];
        Assert.NotEmpty(files);
        string[] wide = [.. files.Order(StringComparer.Ordinal).SelectMany(TooWide)];
        Assert.True(wide.Length == 0, $"These lines have more than {Columns} columns; wrap them:\n{string.Join('\n', wide)}");
        Assert.Equal([], files.Where(file => new FileInfo(file).Length > Bytes));
    }

    [Fact]
    public void The_width_is_the_one_that_editors_are_told() =>
        Assert.Contains($"\nmax_line_length = {Columns}\n", File.ReadAllText(Path.Combine(RepositoryFiles.Root, ".editorconfig")),
            StringComparison.Ordinal);

    private static IEnumerable<string> TooWide(string file) =>
        File.ReadLines(file).Index().Where(line => line.Item.Length > Columns)
            .Select(line => $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line.Index + 1}: {line.Item.Length} columns");
}
