using Glia.Experiments;

namespace Glia.Images.Folders;

/// <summary>A table that says what images show: a column names files, another one says what they are, however they are called.</summary>
internal static class LabelTable
{
    // How deep below a table the images may lie that it names, if the table alone is given: pictures/train/1.png.
    private const int MostDepthOfFile = 2;

    private static readonly string[] s_labelNames = ["label", "class", "target", "y", "category"];
    private static readonly string[] s_partNames = ["split", "subset", "set", "partition", "part"];

    /// <summary>Whether a file's name is that of a table.</summary>
    public static bool IsTable(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";

    /// <summary>The images of a folder with what its tables say of them; null where no table names them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="targets">The columns to learn; null to find one.</param>
    /// <exception cref="GliaException">More than one table names them, or a column is missing.</exception>
    public static ImageListing? InFolder(string folder, IReadOnlyList<string>? targets)
    {
        string[] tables = [.. Directory.GetFiles(folder).Where(IsTable).Order(StringComparer.Ordinal)];
        if (tables.Length == 0) return null;
        var index = new ImageIndex(folder);
        List<LabelRows> named = [.. tables.Select(table => LabelRows.Read(table, index)).OfType<LabelRows>()];
        if (named.Count == 0) return null;
        Dictionary<string, SourcePart>? parts = named.Count == 1 ? null : PartNames.Of(named.Select(rows => Path.GetFileName(rows.Name)));
        if (named.Count > 1 && (parts is null || parts.Count < named.Count))
        {
            string names = string.Join(", ", named.Select(rows => Path.GetFileName(rows.Name)));
            throw new GliaException($"{folder} holds several tables that name its images ({names}); give the one that is meant.");
        }
        return Listing(index, targets, [.. named.Select(rows => (rows, parts?[Path.GetFileName(rows.Name)] ?? SourcePart.Training))]);
    }

    /// <summary>The images that a table names, from its own folder; null where it names none.</summary>
    public static ImageListing? OfFile(string table, IReadOnlyList<string>? targets)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(table))!;
        // Most tables are no such table, and may lie in a folder that holds half a disk.
        var index = new ImageIndex(folder, MostDepthOfFile);
        if (index.Images.Count == 0) return null;
        return LabelRows.Read(table, index) is { } rows ? Listing(index, targets, [(rows, SourcePart.Training)]) : null;
    }

    private static ImageListing Listing(ImageIndex index, IReadOnlyList<string>? targets, (LabelRows Rows, SourcePart Part)[] tables)
    {
        var items = new List<ImageItem>();
        var notes = new List<string>();
        foreach ((LabelRows rows, SourcePart part) in tables)
        {
            int[] columns = Targets(rows, targets);
            string[] called = [.. columns.Select(rows.NameOf)];
            string other = rows.Width > columns.Length + 1 && targets is null ? " (--targets names another)" : "";
            notes.Add($"what each image shows is in {Path.GetFileName(rows.Name)}, column {string.Join(", ", called)}{other}");
            items.AddRange(Items(rows, columns, part, index, notes));
        }
        var used = items.Select(item => item.Path).ToHashSet(StringComparer.Ordinal);
        int unnamed = index.Images.Count(path => !used.Contains(path));
        if (unnamed > 0) notes.Add(ImageListing.Unlabeled(unnamed, "image"));
        if (items.Count == 0) throw new GliaException($"{tables[0].Rows.Name} has no row with an image that is there and a label.");
        return new ImageListing(ImageListing.InOrder(items), [$"{items.Count:N0} images by a table", .. notes]) { FromTable = true };
    }

    private static List<ImageItem> Items(LabelRows rows, int[] columns, SourcePart part, ImageIndex index, List<string> notes)
    {
        int[] all = [.. Enumerable.Range(0, rows.Width)];
        int partColumn = Array.FindIndex(all, column => s_partNames.Contains(rows.NameOf(column).ToLowerInvariant()));
        Dictionary<string, SourcePart>? parts = partColumn < 0 || columns.Contains(partColumn)
            ? null : PartNames.Of(rows.Fields.Select(row => row[partColumn]).Distinct());
        var items = new List<ImageItem>();
        var missing = new List<string>();
        int unlabeled = 0;
        foreach (string[] row in rows.Fields)
        {
            string[] labels = [.. columns.Select(column => row[column].Trim())];
            if (labels.Contains("")) unlabeled++;
            else if (index.Find(row[rows.FileColumn]) is not { } path) missing.Add(row[rows.FileColumn]);
            else items.Add(new ImageItem(path, labels, parts?.GetValueOrDefault(row[partColumn], part) ?? part));
        }
        if (unlabeled > 0) notes.Add(ImageListing.Unlabeled(unlabeled, "row"));
        string many = missing.Count == 1 ? "row" : "rows";
        if (missing.Count > 0)
            notes.Add($"left out: {missing.Count:N0} {many} whose image is not there, or there twice, such as {missing[0]}");
        return items;
    }

    private static int[] Targets(LabelRows rows, IReadOnlyList<string>? wanted)
    {
        if (wanted is not null) return [.. wanted.Select(rows.Column)];
        int[] others = [.. Enumerable.Range(0, rows.Width).Where(column => column != rows.FileColumn)];
        if (others.Length == 0) throw new GliaException($"{rows.Name} names images and says nothing of them; add a column of labels.");
        int usual = Array.FindIndex(others, column => s_labelNames.Contains(rows.NameOf(column).ToLowerInvariant()));
        return [usual >= 0 ? others[usual] : others[^1]];
    }
}
