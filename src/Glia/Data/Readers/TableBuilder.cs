using System.Globalization;

namespace Glia.Data.Readers;

/// <summary>Takes the fields of a table row by row and makes inputs and targets of them.</summary>
internal sealed class TableBuilder
{
    private static readonly string[] s_missing = ["", "?", "NA", "N/A", "nan", "NaN", "NAN", "null", "NULL", "None"];

    private readonly string _file;
    private readonly ColumnChoice _columns;
    private readonly bool _allowMissing;
    private readonly GrowingValues _inputs = new();
    private readonly List<string> _targets = [];
    private readonly HashSet<string> _pool = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _pooled;
    private bool _targetsAreNumbers = true;

    public TableBuilder(string file, ColumnChoice columns, bool allowMissing)
    {
        (_file, _columns, _allowMissing) = (file, columns, allowMissing);
        _pooled = _pool.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether a field holds one of the usual marks of a missing value.</summary>
    public static bool IsMissing(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> text = field.Trim();
        foreach (string missing in s_missing)
            if (text.SequenceEqual(missing)) return true;
        return false;
    }

    /// <summary>Whether a field is a finite number with a decimal point, and which.</summary>
    public static bool IsNumber(ReadOnlySpan<char> field, out float value)
    {
        if (field is [>= '0' and <= '9'] or [>= '1' and <= '9', >= '0' and <= '9'] or [>= '1' and <= '9', >= '0' and <= '9', >= '0' and <= '9'])
        {
            // Tables of images hold little else, and the general way takes ten times as long.
            int whole = 0;
            foreach (char digit in field) whole = 10 * whole + digit - '0';
            value = whole;
            return true;
        }
        // Written-out infinities are the mark of an overflow somewhere, and .NET would take them in several spellings.
        return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    /// <summary>Takes a number of an input column that is already known.</summary>
    public void AddInput(float value) => _inputs.Add(value);

    /// <summary>Takes a field of an input column.</summary>
    public void AddInput(ReadOnlySpan<char> field, int column, int line)
    {
        if (IsNumber(field, out float value)) _inputs.Add(value);
        else if (IsMissing(field)) _inputs.Add(Missing(column, line));
        else throw new GliaException($"{_file}, line {line}, column {_columns.NameOf(column)}: '{Short(field)}' is no number; inputs are numbers with a decimal point, so leave the column out or encode it.");
    }

    /// <summary>Takes a field of a target column.</summary>
    public void AddTarget(ReadOnlySpan<char> field, int column, int line)
    {
        ReadOnlySpan<char> text = field.Trim();
        if (IsMissing(text))
        {
            Missing(column, line);
            text = "NaN";
        }
        else
        {
            _targetsAreNumbers &= IsNumber(text, out _);
        }
        if (!_pooled.TryGetValue(text, out string? kept)) _pool.Add(kept = text.ToString());
        _targets.Add(kept);
    }

    /// <summary>The finished table.</summary>
    /// <param name="targetsAreClasses">Whether the format says that the target is a class even if it looks like a number.</param>
    public DataFile ToDataFile(bool targetsAreClasses = false)
    {
        int width = _columns.Targets.Length;
        if (_targets.Count == 0) throw new GliaException($"{_file} holds no rows; give at least one.");
        int[] shape = width == 1 ? [_targets.Count] : [_targets.Count / width, width];
        bool text = targetsAreClasses || !_targetsAreNumbers;
        if (text && width > 1)
            throw new GliaException($"{_file} has {width} target columns and not all are numbers; give one column of classes or only numbers.");
        NdArray targets = text ? NdArray.From([.. _targets], shape) : NdArray.From([.. _targets.Select(Number)], shape);
        return new DataFile(_file, _inputs.ToFeatures(_columns.Inputs.Length), targets) { FeatureNames = _columns.InputNames, TargetsAreClasses = text };
    }

    private static float Number(string text) => IsNumber(text, out float value) ? value : float.NaN;

    private float Missing(int column, int line) => _allowMissing
        ? float.NaN
        : throw new GliaException($"{_file}, line {line}, column {_columns.NameOf(column)}: the value is missing; fill it in or remove the line.");

    private static string Short(ReadOnlySpan<char> field) => field.Length <= 30 ? field.ToString() : string.Concat(field[..30], "...");
}
