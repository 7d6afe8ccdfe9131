using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Exhibits;

/// <summary>Where numbers that are none lie: in which columns, or where they are in many of them, in which rows.</summary>
/// <param name="rows">Rows of the data.</param>
internal sealed class NotFinitePlaces(int rows)
{
    // More columns are no list to look at. Convention.
    private const int MostColumns = 40;

    // Stretches of rows: enough to tell one place in a file from everywhere. Convention.
    private const int Stretches = 32;

    private readonly SortedDictionary<int, int> _byColumn = [];
    private readonly HashSet<int> _rows = [];

    /// <summary>The places in inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="nameOf">What a column is called.</param>
    public static Exhibit? In(Features inputs, Func<int, string> nameOf)
    {
        var places = new NotFinitePlaces(inputs.Rows);
        var values = new float[inputs.Shape.Size];
        for (int row = 0; row < inputs.Rows; row++)
        {
            inputs.Gather([row], values);
            for (int column = 0; column < values.Length; column++)
                if (!float.IsFinite(values[column])) places.Add(row, column);
        }
        return places.Shown(nameOf);
    }

    /// <summary>The places in targets: their rows.</summary>
    public static Exhibit? In(Targets targets)
    {
        var places = new NotFinitePlaces(targets.Rows);
        for (int row = 0; row < targets.Rows; row++)
            foreach (float value in targets[row])
                if (!float.IsFinite(value)) places.Add(row, 0);
        return places.ByRow();
    }

    /// <summary>The places in a recorded array.</summary>
    public static Exhibit? In(Matrix matrix)
    {
        var places = new NotFinitePlaces(matrix.Rows);
        for (int i = 0; i < matrix.Values.Length; i++)
            if (!double.IsFinite(matrix.Values[i])) places.Add(i / matrix.Columns, i % matrix.Columns);
        return places.Shown(column => $"column {column}");
    }

    private void Add(int row, int column)
    {
        _byColumn[column] = _byColumn.GetValueOrDefault(column) + 1;
        _rows.Add(row);
    }

    private Exhibit? Shown(Func<int, string> nameOf) => _byColumn.Count is 0 or > MostColumns ? ByRow()
        : new Exhibit(ExhibitKind.NotFinite, "Numbers that are none, by column",
            [new("", [.. _byColumn.Values.Select(count => (double)count)])])
        {
            Of = "column",
            Names = [.. _byColumn.Keys.Select(nameOf)],
        };

    private Exhibit? ByRow()
    {
        if (_rows.Count == 0) return null;
        int stretches = Math.Min(rows, Stretches);
        var all = new double[stretches];
        var bad = new double[stretches];
        for (int row = 0; row < rows; row++)
        {
            int stretch = (int)((long)row * stretches / rows);
            all[stretch]++;
            if (_rows.Contains(row)) bad[stretch]++;
        }
        return new Exhibit(ExhibitKind.NotFinite, "Rows that hold numbers that are none, in the order in which they lie",
            [new("", [.. bad.Zip(all, (some, count) => some / count)])])
        {
            Of = "row",
            Along = [.. Enumerable.Range(0, stretches).Select(stretch => (double)((long)stretch * rows / stretches))],
            AreShares = true,
        };
    }
}
