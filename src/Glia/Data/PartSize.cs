using System.Globalization;

namespace Glia.Data;

/// <summary>
/// How large a part of a data set is, as scikit-learn's <c>test_size</c>: a share between 0 and 1, or a number of rows.
/// A <see cref="double"/> converts to a share, an <see cref="int"/> to a number of rows.
/// </summary>
public readonly record struct PartSize
{
    private readonly double _share;
    private readonly int _rows;

    private PartSize(double share, int rows) => (_share, _rows) = (share, rows);

    /// <summary>A share of all rows, between 0 and 1.</summary>
    public static implicit operator PartSize(double share) => FromDouble(share);

    /// <summary>A number of rows.</summary>
    public static implicit operator PartSize(int rows) => FromInt32(rows);

    /// <summary>A share of all rows, between 0 and 1.</summary>
    /// <param name="share">A part between 0 and 1.</param>
    public static PartSize FromDouble(double share) => new(share, -1);

    /// <summary>A number of rows.</summary>
    /// <param name="rows">A number of rows.</param>
    public static PartSize FromInt32(int rows) => new(0, rows);

    /// <summary>The share or the number of rows as it was given.</summary>
    public override string ToString() =>
        IsShare ? _share.ToString(CultureInfo.InvariantCulture) : _rows.ToString(CultureInfo.InvariantCulture);

    internal bool IsShare => _rows < 0;

    internal double Share => _share;

    /// <summary>The rows of a part whose shares round up (test) or down (train).</summary>
    internal int Of(int rows, bool up, string name)
    {
        if (IsShare ? _share is > 0 and < 1 : _rows > 0 && _rows < rows)
            return !IsShare ? _rows : (int)(up ? Math.Ceiling(_share * rows) : Math.Floor(_share * rows));
        throw new GliaException($"{name} is {this}; give a share between 0 and 1 or a number of rows from 1 to {rows - 1}.");
    }
}
