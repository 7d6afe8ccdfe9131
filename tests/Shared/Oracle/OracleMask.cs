using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Which steps of each row count, as the layer that makes the mask last saw them.</summary>
internal sealed class OracleMask
{
    /// <summary>One entry for each step of each row.</summary>
    public bool[,] Steps { get; set; } = new bool[0, 0];

    /// <summary>Whether a step counts.</summary>
    public bool Counts(int row, int step) => Steps[row, step];
}

/// <summary>Marks the steps whose numbers are all one value, and makes them zero.</summary>
internal sealed class OracleMasking(OracleMask mask, int features, double value) : OracleLayer
{
    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        mask.Steps = new bool[inputs.Rows, inputs.Columns / features];
        for (int row = 0; row < inputs.Rows; row++)
            for (int i = 0; i < inputs.Columns; i++) mask.Steps[row, i / features] |= inputs[row, i] != value;
        return Masked(inputs);
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) => Masked(outputGradient);

    private Matrix Masked(Matrix x)
    {
        var y = x.Copy();
        for (int row = 0; row < x.Rows; row++)
            for (int i = 0; i < x.Columns; i++)
                if (!mask.Counts(row, i / features)) y[row, i] = 0;
        return y;
    }
}

/// <summary>The mean over the steps that count.</summary>
internal sealed class OracleMaskedMean(OracleMask mask, int features) : OracleLayer
{
    private int _steps;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _steps = inputs.Columns / features;
        var y = new Matrix(inputs.Rows, features);
        for (int row = 0; row < y.Rows; row++)
            for (int i = 0; i < inputs.Columns; i++)
                if (mask.Counts(row, i / features)) y[row, i % features] += inputs[row, i] / Count(row);
        return y;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var x = new Matrix(outputGradient.Rows, _steps * features);
        for (int row = 0; row < x.Rows; row++)
            for (int i = 0; i < x.Columns; i++)
                if (mask.Counts(row, i / features)) x[row, i] = outputGradient[row, i % features] / Count(row);
        return x;
    }

    private int Count(int row) => Math.Max(1, Enumerable.Range(0, _steps).Count(step => mask.Counts(row, step)));
}

/// <summary>Rows of a table, looked up by their numbers; 0 may be the number that only fills up.</summary>
internal sealed class OracleEmbedding(Matrix table, OracleMask? mask) : OracleLayer
{
    private readonly OracleParameter _table = new("embeddings", table);
    private Matrix _indices = new(0, 0);

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [_table];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _indices = inputs;
        int width = _table.Value.Columns;
        var y = new Matrix(inputs.Rows, inputs.Columns * width);
        if (mask is not null) mask.Steps = new bool[inputs.Rows, inputs.Columns];
        for (int row = 0; row < inputs.Rows; row++)
            for (int i = 0; i < inputs.Columns; i++)
            {
                for (int j = 0; j < width; j++) y[row, i * width + j] = _table.Value[(int)inputs[row, i], j];
                if (mask is not null) mask.Steps[row, i] = inputs[row, i] != 0;
            }
        return y;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        int width = _table.Value.Columns;
        _table.Gradient = new Matrix(_table.Value.Rows, width);
        for (int row = 0; row < _indices.Rows; row++)
            for (int i = 0; i < _indices.Columns; i++)
                for (int j = 0; j < width; j++) _table.Gradient[(int)_indices[row, i], j] += outputGradient[row, i * width + j];
        return new Matrix(_indices.Rows, _indices.Columns);
    }
}
