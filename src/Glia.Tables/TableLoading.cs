using Glia.Data;
using Glia.Data.Columns;
using Glia.Data.Mapped;
using Glia.Experiments;
using Glia.Tables.Columns;
using Glia.Tables.Text;

namespace Glia.Tables;

/// <summary>Reads a table by a plan, row by row, into features and targets.</summary>
internal sealed class TableLoading
{
    private readonly string _name, _place;
    private readonly TablePlan _plan;
    private readonly FieldSlips[] _inputSlips, _targetSlips;
    private readonly RowSpill? _spill;   // where the features are more than memory should hold
    private readonly byte[] _bytes;
    private readonly float[] _values, _row, _targets, _weights;
    private readonly string _weightColumn;
    private readonly int[] _classes;
    private readonly ClassPool _pool = new();
    private readonly bool _classTarget, _exact;
    private long _rowsWithoutTarget, _firstWithoutTarget;
    private int _rows;

    private TableLoading(TableProfile table, TablePlan plan, long spillFrom)
    {
        (_name, _plan, _place) = (table.Name, plan, table.Layout.Place);
        var names = new ColumnNames(table.Name, table.Layout.Names, table.Layout.HasHeader);
        _inputSlips = [.. plan.InputPlaces.Select((place, i) => new FieldSlips(names.Spoken(place), plan.Columns.Inputs[i].Kind, _place))];
        _targetSlips = [.. plan.TargetPlaces.Select(place => new FieldSlips(names.Spoken(place), "number", _place))];
        _classTarget = plan.TargetPlaces.Length == 1 && plan.Columns.Targets[0].AreClasses;
        // A program wrote blanks because they belong to the text.
        _exact = table.Layout.Declared.Count > 0;
        _row = new float[plan.Columns.Width];
        long targets = table.Rows * Math.Max(1, plan.TargetPlaces.Length);
        if (targets > Array.MaxLength)
            throw new GliaException($"{_name} has {Said.Number(table.Rows)} rows, which is more than Glia counts; split it.");
        double size = (double)table.Rows * _row.Length * (plan.AreBytes ? 1 : sizeof(float));
        if (size >= spillFrom && _row.Length > 0) _spill = new RowSpill(_name, _row.Length, plan.AreBytes);
        bool holdsBytes = _spill is null && plan.AreBytes, holdsValues = _spill is null && !plan.AreBytes;
        _bytes = holdsBytes ? new byte[table.Rows * _row.Length] : [];
        _values = holdsValues ? new float[table.Rows * _row.Length] : [];
        _targets = new float[_classTarget ? 0 : targets];
        _classes = new int[_classTarget ? table.Rows : 0];
        _weights = new float[plan.WeightPlace is null ? 0 : table.Rows];
        _weightColumn = plan.WeightPlace is { } weight ? names.Spoken(weight) : "";
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="table">What a first pass found.</param>
    /// <param name="plan">What becomes of its columns; gaps are filled by the numbers of its columns where these are fitted, and else
    /// fitted later.</param>
    /// <param name="spillFrom">From how many bytes on the features are kept in a file.</param>
    /// <exception cref="GliaException">Most fields of a column are of another kind than the plan says, or no row has a target.</exception>
    public static LoadedData Read(TableProfile table, TablePlan plan, long spillFrom)
    {
        var loading = new TableLoading(table, plan, spillFrom);
        using TableRows rows = table.Layout.Rows();
        while (rows.Next())
            if (!TableProfile.IsNoRow(rows, table.Columns.Count)) loading.Add(rows);
        return loading.ToData();
    }

    private void Add(TableRows rows)
    {
        if (!AddTarget(rows)) return;
        AddWeight(rows);
        Span<float> features = _row;
        for (int i = 0; i < _plan.InputPlaces.Length; i++)
        {
            InputColumn column = _plan.Columns.Inputs[i];
            ReadOnlySpan<char> field = Field(rows, _plan.InputPlaces[i]);
            _inputSlips[i].Add(column.Encode(field, features[..column.Width]), field, rows.Line);
            features = features[column.Width..];
        }
        _rows++;
        if (_spill is not null)
        {
            _plan.Columns.FillGaps(_row);
            _spill.Add(_row);
            return;
        }
        int start = (_rows - 1) * _row.Length;
        if (!_plan.AreBytes) _row.CopyTo(_values, start);
        else for (int i = 0; i < _row.Length; i++) _bytes[start + i] = (byte)_row[i];
    }

    // False where the row has no target and is left out for it.
    private bool AddTarget(TableRows rows)
    {
        for (int i = 0; i < _plan.TargetPlaces.Length; i++)
        {
            ReadOnlySpan<char> field = Field(rows, _plan.TargetPlaces[i]);
            bool missing;
            if (_classTarget)
            {
                missing = MissingMarks.AmongWords(field);
                _classes[_rows] = _pool.NumberOf(_exact ? field : field.Trim());
            }
            else
            {
                FieldState state = _plan.Columns.Targets[i].Read(field, out _targets[_rows * _plan.TargetPlaces.Length + i]);
                _targetSlips[i].Add(state, field, rows.Line);
                missing = state != FieldState.Value;
            }
            if (!missing || !_plan.NeedsTargets) continue;
            if (_rowsWithoutTarget++ == 0) _firstWithoutTarget = rows.Line;
            return false;
        }
        return true;
    }

    // A weight is not filled or guessed: a row that counts for more or less than its owner thinks is learned wrong without a word.
    private void AddWeight(TableRows rows)
    {
        if (_plan.WeightPlace is not { } place) return;
        ReadOnlySpan<char> field = Field(rows, place).Trim();
        bool read = _plan.WeightFormat!.TryRead(field, out double weight);
        if (!read || !(weight >= 0) || !float.IsFinite((float)weight))
            throw new GliaException($"{_name} {_place} {rows.Line}: the sample weight in {_weightColumn} is " +
                $"{(field.IsEmpty ? "empty" : Said.Field(field))}; give every row a number of at least 0 " +
                "(0 leaves it out of the training).");
        _weights[_rows] = (float)weight;
    }

    private LoadedData ToData()
    {
        string[] faults = [.. _inputSlips.Concat(_targetSlips).Select(slips => slips.Fault).OfType<string>()];
        if (faults.Length > 0) throw new GliaException($"{_name}: {string.Join("; ", faults)}.");
        if (_rows == 0)
            throw new GliaException(
                $"{_name} has no row with a value in the target; " +
                $"fill the target in, or name another column by targets.");
        Features inputs = Inputs();
        LoadedData data = _plan.TargetPlaces.Length == 0 ? LoadedData.WithoutTargets(inputs)
            : _classTarget ? _pool.Classes(inputs, _classes.AsSpan(0, _rows))
            : LoadedData.OfNumbers(inputs, Numbers());
        return data.WithSampleWeights(_plan.WeightPlace is null ? null : _weights[.._rows]) with
        {
            Columns = _plan.Columns,
            FeatureNames = [.. _plan.Columns.FeatureNames],
            TargetNames = [.. _plan.Columns.Targets.Select(target => target.Name)],
            Notes = [.. _plan.Notes, .. LaterNotes()],
        };
    }

    private Features Inputs()
    {
        int width = _row.Length;
        if (_spill is not null)
        {
            Features spilled = _spill.ToFeatures();
            return _plan.AreBytes || _plan.Columns.Fill.Count > 0 ? spilled : TableFeatures.Fit(_plan.Columns, spilled, null);
        }
        if (_plan.AreBytes) return new ByteFeatures(_bytes.AsMemory(0, _rows * width), width);
        float[] values = _rows * width == _values.Length ? _values : _values[..(_rows * width)];
        _plan.Columns.FillGaps(values);
        var features = new FloatFeatures(values, width);
        return _plan.Columns.Fill.Count > 0 ? features : TableFeatures.Fit(_plan.Columns, features);
    }

    private Targets Numbers()
    {
        int width = _plan.TargetPlaces.Length;
        float[] numbers = _targets[..(_rows * width)];
        return width == 1 ? new Targets(numbers) : new Targets(numbers, width);
    }

    private IEnumerable<string> LaterNotes()
    {
        if (_rowsWithoutTarget > 0)
            yield return $"left out  {Said.Count(_rowsWithoutTarget, "row")} without a target (first: {_place} {_firstWithoutTarget})";
        foreach (string note in _inputSlips.Concat(_targetSlips).Select(slips => slips.Note).OfType<string>())
            yield return $"note      {note}";
    }

    private static ReadOnlySpan<char> Field(TableRows rows, int place) => place < rows.Count ? rows[place] : default;
}
