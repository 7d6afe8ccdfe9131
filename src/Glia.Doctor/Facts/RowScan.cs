using Glia.Data;
using Glia.Experiments.Recorded;
using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>One pass over every row of a data set: a fingerprint of each, and the first number that is none.</summary>
internal sealed class RowScan
{
    private const int Chunk = 256;

    /// <summary>Reads every row once.</summary>
    public RowScan(Dataset data)
    {
        int width = data.Inputs.Shape.Size;
        Fingerprints = new ulong[data.Rows];
        var rows = new int[Chunk];
        var values = new float[Chunk * width];
        for (int start = 0; start < data.Rows; start += Chunk)
        {
            int count = Math.Min(Chunk, data.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            Span<float> gathered = values.AsSpan(0, count * width);
            data.Inputs.Gather(rows.AsSpan(0, count), gathered);
            for (int i = 0; i < count; i++) Fingerprints[start + i] = DataFingerprint.OfRow(gathered.Slice(i * width, width));
            if (!Reduce.AllFinite(gathered)) NoteNotFinite(gathered, start, width);
        }
        for (int row = 0; row < data.Targets.Rows && FirstBadTarget is null; row++)
            foreach (float value in data.Targets[row])
                if (!float.IsFinite(value)) FirstBadTarget ??= (row, value);
    }

    /// <summary>A number for each row that is equal for equal rows and, for all practical purposes, for no others.</summary>
    public ulong[] Fingerprints { get; }

    /// <summary>The first input that is not finite: row, column, value.</summary>
    public (int Row, int Column, float Value)? FirstBadInput { get; private set; }

    /// <summary>How many rows have an input that is not finite.</summary>
    public int BadRows { get; private set; }

    /// <summary>The first target that is not finite: row, value.</summary>
    public (int Row, float Value)? FirstBadTarget { get; private set; }

    /// <summary>Whether every number is finite.</summary>
    public bool AllFinite => FirstBadInput is null && FirstBadTarget is null;

    private void NoteNotFinite(ReadOnlySpan<float> gathered, int start, int width)
    {
        for (int i = 0; i < gathered.Length / width; i++)
        {
            ReadOnlySpan<float> row = gathered.Slice(i * width, width);
            if (Reduce.AllFinite(row)) continue;
            BadRows++;
            for (int column = 0; column < width && FirstBadInput is null; column++)
                if (!float.IsFinite(row[column])) FirstBadInput = (start + i, column, row[column]);
        }
    }
}
