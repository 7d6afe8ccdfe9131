using Glia.Tests.Experiments;

namespace Glia.Tests;

/// <summary>Code that can be read without scrolling sideways: the width that .editorconfig states, which no compiler checks.</summary>
public class LineWidthTests
{
    private const int Columns = 140;

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Path.Combine(RepositoryFiles.Root, "src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_line_of_a_project_is_wider_than_the_house_allows(string project)
    {
        string folder = Path.Combine(RepositoryFiles.Root, "src", project);
        string[] files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        string[] wide = [.. files.Order(StringComparer.Ordinal).SelectMany(TooWide)];
        Assert.True(wide.Length == 0, $"These lines have more than {Columns} columns; wrap them:\n{string.Join('\n', wide)}");
    }

    [Fact]
    public void The_width_is_the_one_that_editors_are_told() =>
        Assert.Contains($"\nmax_line_length = {Columns}\n", File.ReadAllText(Path.Combine(RepositoryFiles.Root, ".editorconfig")),
            StringComparison.Ordinal);

    private static IEnumerable<string> TooWide(string file) =>
        File.ReadLines(file).Index().Where(line => line.Item.Length > Columns)
            .Select(line => $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line.Index + 1}: {line.Item.Length} columns");
}
