using System.Runtime.InteropServices;
using Glia.Data;
using Glia.Kernels;
using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>What networks answer to some rows, one after the other, and the classes these rows have.</summary>
internal sealed class AnsweredRows(TargetView targets, Loss loss)
{
    // Convention: as many at a time as a trial measures on.
    private const int Together = 512;

    private readonly List<int> _rows = [];
    private readonly List<float> _given = [], _labels = [];

    /// <summary>The share of the rows that are answered as they are labelled.</summary>
    public double Right => Enumerable.Range(0, _rows.Count).Average(i =>
        Reduce.ArgMax(Given.Slice(i * targets.Classes, targets.Classes)) == targets.Labels[_rows[i]] ? 1.0 : 0);

    /// <summary>How the quarter of them that was answered most surely compares with their labels.</summary>
    public SureRows Surest => SureRows.Of([.. _given], _rows.Count, targets.Classes, [.. _labels]);

    private ReadOnlySpan<float> Given => CollectionsMarshal.AsSpan(_given);

    /// <summary>The row number of one that was added.</summary>
    public int this[int index] => _rows[index];

    /// <summary>Adds rows as a network answers them.</summary>
    public AnsweredRows Add(Network network, Dataset data, int[] rows)
    {
        var workspace = new Workspace(network, Math.Min(Together, rows.Length), Workers.Single);
        foreach (int[] some in rows.Chunk(Together))
        {
            data.Inputs.Gather(some, workspace.Input.Take(some.Length).Values);
            Tensor outputs = workspace.Forward(some.Length);
            for (int i = 0; i < some.Length; i++) Add(some[i], outputs.Row(i));
        }
        return this;
    }

    // A single output gives the second class what it takes from the first: from the middle of its two answers on.
    private void Add(int row, ReadOnlySpan<float> output)
    {
        float middle = loss.FromLogits || targets.Minimum < 0 ? 0 : 0.5f;
        _rows.Add(row);
        for (int label = 0; label < targets.Classes; label++)
        {
            _given.Add(output.Length > 1 ? output[(int)targets.Values[label]] : (output[0] - middle) * (label > 0 ? 1 : -1));
            _labels.Add(label == targets.Labels[row] ? 1 : 0);
        }
    }
}
