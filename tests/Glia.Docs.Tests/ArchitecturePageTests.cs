using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Glia.Docs.Tests;

/// <summary>
/// The pages on the architecture say what is so: which rooms there are, what they refer to, and what every folder is for.
/// </summary>
public partial class ArchitecturePageTests
{
    private const string AllOthers = "all of the above but ";

    [Fact]
    public void Each_room_stands_there_with_what_it_refers_to()
    {
        string[][] rows = [.. Rows("docs/architecture.md", columns: 3)];
        Dictionary<string, SortedSet<string>> projects = Directory.GetFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, References);
        Assert.Equal(projects.Keys.Order(StringComparer.Ordinal), rows.Select(row => Plain(row[0])).Order(StringComparer.Ordinal));
        var above = new List<string>();
        foreach (string[] row in rows)
        {
            string room = Plain(row[0]);
            bool all = row[2].StartsWith(AllOthers, StringComparison.Ordinal);
            string cell = all ? row[2][AllOthers.Length..] : row[2];
            string[] named = [.. cell.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Plain)];
            SortedSet<string> said = all
                ? new([.. above.Except(named), .. named.Except(above)], StringComparer.Ordinal)
                : new(named, StringComparer.Ordinal);
            Assert.True(said.SetEquals(projects[room]),
                $"{room} refers to {string.Join(", ", projects[room])}; the page says {string.Join(", ", said)}.");
            Assert.True(projects[room].Where(projects.ContainsKey).All(above.Contains), $"{room} refers to a room that stands below it.");
            above.Add(room);
        }
    }

    [Fact]
    public void Every_folder_of_the_source_says_what_it_is_for()
    {
        string source = Repository.At("src");
        string[] folders = [.. Directory.GetDirectories(source, "*", SearchOption.AllDirectories)
            .Where(folder => Directory.EnumerateFiles(folder).Any())
            .Select(folder => Path.GetRelativePath(source, folder).Replace('\\', '/'))
            .Where(folder => !folder.Split('/').Any(part => part is "bin" or "obj" or "__pycache__")).Order(StringComparer.Ordinal)];
        string[][] rows = [.. Rows("docs/architecture/rooms.md", columns: 2)];
        Assert.Equal(folders, rows.Select(row => Plain(row[0])).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(rows, row => row[1].Length == 0);
    }

    [Fact]
    public void Every_decision_is_listed()
    {
        string list = File.ReadAllText(Repository.At("docs/decisions/README.md"));
        foreach (string file in Directory.GetFiles(Repository.At("docs/decisions"), "0*.md"))
            Assert.Contains($"]({Path.GetFileName(file)}) | ", list, StringComparison.Ordinal);
    }

    private static SortedSet<string> References(string project)
    {
        IEnumerable<XElement> items = XDocument.Load(project).Descendants();
        return new(items.Where(item => item.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            // What serves the build alone comes to nobody who uses the room.
            .Where(item => (string?)item.Attribute("PrivateAssets") != "all" || item.Name.LocalName == "ProjectReference")
            .Select(item => (string)item.Attribute("Include")!)
            .Select(name => name.Replace('\\', '/'))
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name),
            StringComparer.Ordinal);
    }

    // The rows of the first table of a page.
    private static IEnumerable<string[]> Rows(string page, int columns) =>
        File.ReadLines(Repository.At(page)).SkipWhile(line => !Divider().IsMatch(line)).Skip(1).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).Where(row => row.Length == columns);

    private static string Plain(string cell) => cell.Trim().Trim('`');

    [GeneratedRegex(@"^\|[-:| ]+\|$")]
    private static partial Regex Divider();
}
