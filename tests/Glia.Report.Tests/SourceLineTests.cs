using Glia.Doctor.Findings;

namespace Glia.Report.Tests;

public sealed class SourceLineTests : IDisposable
{
    private const int Widest = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("glia-line-");

    [Theory]
    [InlineData("    \tdW2 = h.T @ d2", "dW2", "dW2 = h.T @ d2", "dW2")]
    [InlineData("d2 = out - y", "dW2", "d2 = out - y", "")]
    public void A_line_is_shown_without_its_indent_and_the_name_is_found_in_it(string line, string name, string shown, string marked)
    {
        SourceLine found = Of(line, name);
        Assert.Equal((shown, marked), (found.Text, found.Text.Substring(found.Start, found.Length)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(39)]
    [InlineData(200)]
    public void Of_a_long_line_the_part_with_the_name_is_shown(int before)
    {
        SourceLine found = Of(new string('a', before) + "name" + new string('b', 300), "name");
        Assert.Equal("name", found.Text.Substring(found.Start, found.Length));
        Assert.InRange(found.Text.Length, 0, Widest + 4);
    }

    [Fact]
    public void What_is_not_there_has_no_line()
    {
        Assert.Null(SourceLine.Of(_folder.FullName, new Source("a", "gone.py", 1), Widest));
        Assert.Null(SourceLine.Of(_folder.FullName, new Source("a"), Widest));
        File.WriteAllText(Path.Combine(_folder.FullName, "short.py"), "a = 1\n");
        Assert.Null(SourceLine.Of(_folder.FullName, new Source("a", "short.py", 2), Widest));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SourceLine Of(string line, string name)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "net.py"), line + "\n");
        return SourceLine.Of(_folder.FullName, new Source(name, "net.py", 1), Widest)!;
    }
}
