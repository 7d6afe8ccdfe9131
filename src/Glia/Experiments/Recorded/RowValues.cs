using System.Globalization;
using Glia.Data;
using Glia.Data.Columns;

namespace Glia.Experiments.Recorded;

/// <summary>Says in words what a row of a table holds, in the units of its source, although the network gets it scaled.</summary>
internal sealed class RowValues
{
    /// <summary>How many columns are shown at most: more of them nobody reads beside a row.</summary>
    public const int MostColumns = 12;

    private readonly Scaler _scaler;
    private readonly InputColumn[]? _columns;
    private readonly string[] _names;

    /// <summary>For the rows of a run.</summary>
    public RowValues(PreparedData data)
    {
        _scaler = data.Scaler;
        _columns = data.Preprocessing.Columns is { } columns && columns.Width == data.Training.Inputs.Shape.Size
            ? [.. columns.Inputs.Take(MostColumns)]
            : null;
        int shown = Math.Min(MostColumns, data.Training.Inputs.Shape.Size);
        _names = _columns is not null ? [.. _columns.Select(column => column.Name)]
            : data.Training.FeatureNames is { } names ? names[..shown]
            : [.. Enumerable.Range(0, shown).Select(feature => $"feature {feature}")];
    }

    /// <summary>What the values are called.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values of one row.</summary>
    /// <param name="scaled">Its features as the network gets them.</param>
    public string[] Of(ReadOnlySpan<float> scaled)
    {
        var values = new string[_names.Length];
        for (int i = 0, at = 0; i < values.Length; i++)
        {
            if (_columns is null)
            {
                values[i] = Number(Own(scaled[i], i));
                continue;
            }
            InputColumn column = _columns[i];
            bool missing = column.HasIndicator && Own(scaled[at + column.Width - 1], at + column.Width - 1) > 0.5;
            values[i] = missing ? "missing" : Spoken(column, scaled, at);
            at += column.Width;
        }
        return values;
    }

    private string Spoken(InputColumn column, ReadOnlySpan<float> scaled, int at)
    {
        if (column is not CategoryColumn category) return Number(Own(scaled[at], at));
        if (category.IsBinary) return category.Values[Own(scaled[at], at) > 0.5 ? 1 : 0] ?? "unknown";
        for (int i = 0; i < category.Values.Count; i++)
            if (Own(scaled[at + i], at + i) > 0.5) return category.Values[i] ?? "unknown";
        return category.Other ? "other" : "unknown";
    }

    private double Own(float value, int feature) => _scaler.Kind switch
    {
        "none" => value,
        "unit" => value * 255.0,
        _ => value * _scaler.Scales[feature] + _scaler.Centers[feature],
    };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
