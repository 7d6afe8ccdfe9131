using System.Globalization;
using Glia.Settings;
using Glia.Tables;

namespace Glia.Images.Folders;

/// <summary>The rows of a table of which a column names images.</summary>
/// <param name="Name">The table's path.</param>
/// <param name="Header">What the columns are called; null where the first row already names an image.</param>
/// <param name="Fields">The rows below the header.</param>
/// <param name="FileColumn">The column that names images.</param>
internal sealed record LabelRows(string Name, string[]? Header, IReadOnlyList<string[]> Fields, int FileColumn)
{
    // So many rows show whether a column names images.
    private const int Sampled = 50;

    /// <summary>How many columns there are.</summary>
    public int Width => Header?.Length ?? Fields[0].Length;

    /// <summary>What a column is called, or its number from 1.</summary>
    public string NameOf(int column) => Header is null ? (column + 1).ToString(CultureInfo.InvariantCulture) : Header[column].Trim();

    /// <summary>The column of a name, or of a number from 1, negative from the end.</summary>
    /// <exception cref="GliaException">There is none.</exception>
    public int Column(string wanted)
    {
        int named = Header is null ? -1 : Array.FindIndex(Header, name => name.Trim() == wanted);
        if (named >= 0) return named;
        bool isNumber = int.TryParse(wanted, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number != 0 && Math.Abs((long)number) <= Width)
            return number < 0 ? number + Width : number - 1;
        throw new GliaException(Header is null
            ? $"{Name} has no column {wanted}; it has {Width} columns without names, so give a number from 1."
            : $"{Name} has no column '{wanted}'{Spelling.Suggest(wanted, Header)}");
    }

    /// <summary>Reads a table; null where no column names the images of an index.</summary>
    /// <exception cref="GliaException">It cannot be read.</exception>
    public static LabelRows? Read(string path, ImageIndex index)
    {
        List<string[]> rows = TableFields.Read(path);
        if (rows.Count == 0) return null;
        int width = rows[0].Length;
        List<string[]> sample = [.. rows.Skip(1).Take(Sampled).Where(row => row.Length == width)];
        if (sample.Count == 0) return null;
        int best = Enumerable.Range(0, width).MaxBy(column => sample.Count(row => index.Find(row[column]) is not null));
        if (!NamesImages([.. sample.Select(row => row[best])], index)) return null;
        bool header = index.Find(rows[0][best]) is null;
        int odd = rows.FindIndex(row => row.Length != width);
        if (odd >= 0)
            throw new GliaException($"{path}: row {odd + 1} has {rows[odd].Length} fields and the first row {width}; " +
                "every row needs as many.");
        return new LabelRows(path, header ? rows[0] : null, header ? rows[1..] : rows, best);
    }

    // File names may be partly wrong. Names without an ending may be plain numbers that files happen to have too: nearly all must be there.
    // And no image is named again and again.
    private static bool NamesImages(string[] fields, ImageIndex index)
    {
        string[] found = [.. fields.Select(index.Find).OfType<string>()];
        double least = Array.Exists(fields, field => FolderTree.IsAnyImage(field.Trim())) ? 0.5 : 0.9;
        return found.Length > 0 && found.Length >= least * fields.Length && 2 * found.Distinct().Count() >= found.Length;
    }
}
