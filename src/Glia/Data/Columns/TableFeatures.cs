using Glia.Data.Mapped;
using Glia.Kernels;

namespace Glia.Data.Columns;

/// <summary>
/// The features of a table before anything is fitted: missing values are NaN inside and come out filled. Which numbers fill them depends on
/// which rows train, so the fit can be made again for another choice of rows.
/// </summary>
public sealed class TableFeatures : Features
{
    private readonly TableColumns _declared;
    private readonly Features _raw;
    private readonly float[] _fill;
    private readonly bool[] _unseen;
    private readonly bool _plain;

    private TableFeatures(TableColumns columns, Features raw, float[] fill, bool[] unseen)
    {
        (_declared, _raw, _fill, _unseen) = (columns, raw, fill, unseen);
        _plain = !unseen.Contains(true) && raw is FloatFeatures held && !held.Values.Contains(float.NaN);
        Shape = raw.Shape;
        Columns = columns with { Fill = fill, Inputs = Trained(columns.Inputs, unseen) };
    }

    /// <summary>The columns with what was fitted.</summary>
    public TableColumns Columns { get; }

    /// <summary>The features without anything fitted, NaN where a value is missing.</summary>
    internal Features Raw => _raw;

    /// <inheritdoc/>
    public override int Rows => _raw.Rows;

    internal override bool AreOnDisk => _raw.AreOnDisk;

    internal override void ReadAhead(int start, int count, Span<byte> scratch) => _raw.ReadAhead(start, count, scratch);

    /// <summary>The features of a table, fitted on some of its rows.</summary>
    /// <param name="columns">The columns that became features.</param>
    /// <param name="raw">Their features, NaN where a value is missing.</param>
    /// <param name="training">The rows to fit on, and only those; all rows if null.</param>
    /// <remarks>A feature is filled with its mean (<c>SimpleImputer</c> of scikit-learn), 0 where no row has a value; values of a category
    /// that no training row has are unknown.</remarks>
    public static TableFeatures Fit(TableColumns columns, FloatFeatures raw, int[]? training = null) =>
        Fit(columns, (Features)raw, training);

    /// <summary>The same for features that may stay in a file.</summary>
    internal static TableFeatures Fit(TableColumns columns, Features raw, int[]? training)
    {
        int width = raw.Shape.Size;
        var sums = new double[width];
        var counts = new int[width];
        var unseen = new bool[width];
        Array.Fill(unseen, true);
        int rows = training?.Length ?? raw.Rows;
        var row = new float[width];
        for (int i = 0; i < rows; i++)
        {
            raw.Gather([training?[i] ?? i], row);
            for (int feature = 0; feature < width; feature++)
            {
                float value = row[feature];
                unseen[feature] &= value == 0;
                if (float.IsNaN(value)) continue;
                sums[feature] += value;
                counts[feature]++;
            }
        }
        int at = 0;
        foreach (InputColumn column in columns.Inputs)
            for (int feature = 0; feature < column.Width; feature++, at++) unseen[at] &= column.NeedsTraining(feature);
        return new TableFeatures(columns, raw, [.. sums.Select((sum, i) => counts[i] == 0 ? 0 : (float)(sum / counts[i]))], unseen);
    }

    /// <summary>The same features fitted on other rows.</summary>
    /// <param name="training">The numbers of the rows that means, categories and gaps are taken from.</param>
    public TableFeatures FittedOn(int[]? training) => Fit(_declared, _raw, training);

    /// <summary>
    /// The rows of several parts of one table, one part after the other, fitted on all; null where a part is no table of these columns.
    /// </summary>
    internal static TableFeatures? Join(IReadOnlyList<Features> parts)
    {
        Features?[] raw = [.. parts.Select(RawOf)];
        TableFeatures? first = parts[0] as TableFeatures ?? (parts[0] as SelectedFeatures)?.All as TableFeatures;
        if (first is null || raw.Contains(null) || raw.Any(part => part!.Shape != first.Shape)) return null;
        if (raw.Any(part => part!.AreOnDisk)) return Fit(first._declared, new JoinedFeatures([.. raw.OfType<Features>()]), null);
        float[] values = [.. raw.SelectMany(part => ((FloatFeatures)part!).Values.ToArray())];
        return Fit(first._declared, new FloatFeatures(values, first.Shape));
    }

    /// <summary>The features of a table for a model that has learned from its columns: filled by what the model has fitted.</summary>
    internal static TableFeatures Of(TableColumns fitted, Features raw) => new(fitted, raw, [.. fitted.Fill],
        [.. fitted.Inputs.SelectMany(column => Enumerable.Range(0, column.Width).Select(column.IsUnseen))]);

    // Gaps and all: the rows of a table, or some of them.
    private static Features? RawOf(Features features)
    {
        if (features is TableFeatures table) return table._raw;
        if (features is not SelectedFeatures { All: TableFeatures all } selected) return null;
        if (all.AreOnDisk) return selected.Of(all._raw);
        var values = new float[features.Rows * features.Shape.Size];
        selected.Of(all._raw).Gather([.. Enumerable.Range(0, features.Rows)], values);
        return new FloatFeatures(values, features.Shape);
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        _raw.Gather(rows, destination, workers);
        if (_plain) return;
        int width = Shape.Size;
        for (int start = 0; start < rows.Length * width; start += width)
        {
            Span<float> row = destination.Slice(start, width);
            for (int i = 0; i < width; i++)
            {
                if (_unseen[i]) row[i] = 0;
                else if (float.IsNaN(row[i])) row[i] = _fill[i];
            }
        }
    }

    private static InputColumn[] Trained(IReadOnlyList<InputColumn> columns, bool[] unseen)
    {
        var trained = new InputColumn[columns.Count];
        for (int i = 0, start = 0; i < trained.Length; start += columns[i].Width, i++)
            trained[i] = columns[i].Without(unseen.AsSpan(start, columns[i].Width));
        return trained;
    }
}
