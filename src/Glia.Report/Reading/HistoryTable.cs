using System.Globalization;

namespace Glia.Report.Reading;

/// <summary>The epochs of a run, as <c>history.csv</c> has them: columns by name, NaN where a cell is empty.</summary>
internal sealed class HistoryTable
{
    private readonly Dictionary<string, double[]> _columns;

    private HistoryTable(Dictionary<string, double[]> columns, int epochs) => (_columns, Epochs) = (columns, epochs);

    /// <summary>How many epochs there are.</summary>
    public int Epochs { get; }

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyCollection<string> Names => _columns.Keys;

    /// <summary>A column; all NaN where there is none.</summary>
    public double[] this[string name] => _columns.TryGetValue(name, out double[]? column) ? column : Missing();

    /// <summary>Whether a column has a number anywhere.</summary>
    public bool Has(string name) => this[name].Any(double.IsFinite);

    /// <summary>The numbers of the epochs, from 1.</summary>
    public double[] Numbers => [.. Enumerable.Range(1, Epochs).Select(epoch => (double)epoch)];

    /// <summary>The best epoch, from 1; 0 if none is marked.</summary>
    public int Best => 1 + Array.FindLastIndex(this["best"], best => best == 1);

    /// <summary>The table of a file; one without epochs where there is no such file, or nothing in it.</summary>
    public static HistoryTable Read(string path)
    {
        if (!File.Exists(path)) return new HistoryTable([], 0);
        string[] lines = File.ReadAllLines(path);
        string[] names = lines.Length == 0 ? [] : lines[0].Split(',');
        // The last line may be half written by a run that goes on.
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == names.Length)];
        var columns = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++) columns[names[i]] = [.. rows.Select(cells => Number(cells[i]))];
        return new HistoryTable(columns, rows.Length);
    }

    private double[] Missing()
    {
        var column = new double[Epochs];
        Array.Fill(column, double.NaN);
        return column;
    }

    private static double Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
