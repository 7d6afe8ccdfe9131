using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>
/// A layer that reads a sequence of <c>[steps, features]</c> step by step and keeps a state of <c>units</c> numbers, which begins at zero
/// with every sequence. What comes out is the last state, or the state after every step. It learns by backpropagation through all steps.
/// Weights, gates and defaults are Keras'; the sums of the inputs of all steps are one product, those of the state one a step.
/// </summary>
public abstract class RecurrentLayer : Layer
{
    // Where the random numbers of the state begin: no batch has so many features.
    private const long FirstOfState = 1L << 33;

    private readonly RecurrentOptions _options;
    private Parameter _kernel = null!, _recurrentKernel = null!;
    private Parameter? _bias;
    private RecurrentCell _cell = null!;

    private protected RecurrentLayer(int units, RecurrentOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        foreach (float rate in (float[])[options.Dropout, options.RecurrentDropout]) DropRate.Require(rate, nameof(options));
        (Units, _options) = (units, options);
    }

    /// <summary>Numbers of the state.</summary>
    public override int Units { get; }

    /// <summary>The activation of the cell: Keras' <c>activation=</c>, which is applied at every step and not after the layer.</summary>
    public ActivationFunction CellActivation => _options.Activation;

    /// <summary>Whether the state after every step comes out, <c>[steps, units]</c>, and not the last one alone.</summary>
    public bool ReturnSequences => _options.ReturnSequences;

    /// <summary>Whether the sequence is read from its end; the states come out in the order in which it is read, as in Keras.</summary>
    public bool GoBackwards => _options.GoBackwards;

    /// <summary>
    /// Whether states stand at their steps though the sequence is read from its end, as where a second layer reads it the other way.
    /// </summary>
    internal bool StatesInOrder { get; set; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias => _options.UseBias;

    /// <summary>The share of the features that is set to zero while training, the same ones at every step of a sample.</summary>
    public float DropoutRate => _options.Dropout;

    /// <summary>
    /// The share of the state that its own sums do not see while training, the same units at every step of a sample; what is left is
    /// scaled up. The state itself, and a GRU's way past its gates, stay whole.
    /// </summary>
    public float RecurrentDropoutRate => _options.RecurrentDropout;

    /// <inheritdoc/>
    public override float DroppedShare => Math.Max(DropoutRate, RecurrentDropoutRate);

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

    /// <inheritdoc/>
    public override string? FunctionName => CellActivation.Name;

    /// <inheritdoc/>
    /// <remarks>Those of the cell's activation and the 0 that a state begins with; gates only bring it nearer to 0.</remarks>
    public override (double Low, double High)? BoundsOf((double Low, double High) input) =>
        CellActivation.Range is var (low, high) ? (Math.Min(low, 0), Math.Max(high, 0)) : null;

    /// <inheritdoc/>
    /// <remarks>Once a step.</remarks>
    public override int KernelUses => InputShape[0];

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    /// <inheritdoc/>
    public override bool GivesLastStep => !ReturnSequences && !GoBackwards;

    /// <inheritdoc/>
    /// <remarks>The state stays at a step that is masked. After the last state there are no steps.</remarks>
    public override MaskUse Mask => ReturnSequences ? MaskUse.Passes : MaskUse.Drops;

    /// <summary>The activation of the gates; null for a layer that has none.</summary>
    private protected ActivationFunction? GateActivation => _options.RecurrentActivation;

    /// <summary>What happens at each step.</summary>
    private protected abstract RecurrentCell Cell();

    /// <summary>The dimensions of the bias for so many sums of each unit.</summary>
    private protected virtual Shape BiasShape(int sums) => sums * Units;

    /// <summary>How the bias starts.</summary>
    private protected virtual Initializer BiasStart => _options.BiasInitializer;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        WindowedLayer.RequireRank(this, input, 1);
        _cell = Cell();
        int steps = input[0], features = input.Last, sums = _cell.Sums * Units;
        // Of a row: its inputs, sums, mask, states and memories of all steps, and what one step of the backward pass needs.
        long saved = (long)steps * (features + sums + 1) + (steps + 1L) * Units + (_cell.KeepsApart ? (long)steps * sums : 0)
            + (_cell.HasMemory ? (steps + 2L) * Units : 0) + Units + features + (DropoutRate > 0 ? features : 0)
            + (RecurrentDropoutRate > 0 ? 2L * Units : 0);
        if (saved > int.MaxValue || (long)_cell.Sums * Units * Math.Max(features, Units) > int.MaxValue)
            throw TooLarge.Numbers(this, $"{Units} units", input);
        // PyTorch's start goes by the units, whatever is summed.
        int? fanIn = _options.KernelInitializer is TorchLinear ? Units : null;
        _kernel = builder.Weight("kernel", new Shape(features, sums), _options.KernelInitializer, _options.KernelRegularizer, fanIn);
        _recurrentKernel = builder.Weight(
            "recurrent_kernel", new Shape(Units, sums), _options.RecurrentInitializer, _options.RecurrentRegularizer, fanIn);
        _bias = UseBias
            ? builder.Weight("bias", BiasShape(_cell.Sums), BiasStart, _options.BiasRegularizer, fanIn ?? features)
            : null;
        builder.SavedPerRow = (int)saved;
        return ReturnSequences ? new Shape(steps, Units) : Units;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        int rows = pass.Rows, steps = InputShape[0], features = InputShape.Last, sums = _cell.Sums * Units;
        RecurrentMemory kept = Memory(pass);
        bool thinned = RecurrentDropoutRate > 0 && pass.Training;
        TimeMajor.From(pass.Workers, pass.Input.Values, kept.Inputs, rows, steps, GoBackwards);
        if (DropoutRate > 0 && pass.Training)
        {
            Draw(pass, kept.Factors, DropoutRate, features, 0);
            for (int step = 0; step < steps; step++) Elementwise.Multiply(kept.InputsOf(step), kept.Factors, kept.InputsOf(step));
        }
        if (thinned) Draw(pass, kept.StateFactors, RecurrentDropoutRate, Units, FirstOfState);
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Span<float> ofInputs = bias.IsEmpty ? default : bias[..sums], ofStates = bias.IsEmpty ? default : bias[sums..];
        Gemm.Multiply(pass.Workers, new Matrix(kept.Inputs, steps * rows, features), Kernel(pass), kept.Sums, ofInputs);
        if (!pass.Mask.IsEmpty) TimeMajor.From(pass.Workers, pass.Mask, kept.Masks, rows, steps, GoBackwards);
        kept.StateBefore(0).Clear();
        if (_cell.HasMemory) kept.MemoryBefore(0).Clear();
        for (int step = 0; step < steps; step++)
        {
            var before = new Matrix(thinned ? Thinned(kept, kept.StateBefore(step)) : kept.StateBefore(step), rows, Units);
            if (_cell.KeepsApart) Gemm.Multiply(pass.Workers, before, RecurrentKernel(pass), kept.StateSumsOf(step), ofStates);
            else if (step > 0) Gemm.Multiply(pass.Workers, before, RecurrentKernel(pass), kept.SumsOf(step), accumulate: true);
            _cell.Forward(pass.Workers, kept.Step(step, masked: !pass.Mask.IsEmpty));
        }
        if (ReturnSequences) TimeMajor.To(pass.Workers, kept.States, pass.Output.Values, rows, steps, Turned);
        else kept.StateBefore(steps).CopyTo(pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        int rows = pass.Rows, steps = InputShape[0], features = InputShape.Last, sums = _cell.Sums * Units;
        RecurrentMemory kept = Memory(pass);
        ReadOnlySpan<float> above = pass.OutputGradient.Values;
        Span<float> dState = kept.StateGradient, dMemory = kept.MemoryGradient;
        if (ReturnSequences) dState.Clear();
        else above.CopyTo(dState);
        dMemory.Clear();
        Matrix kernel = Kernel(pass).Transpose(), recurrentKernel = RecurrentKernel(pass).Transpose();
        for (int step = steps - 1; step >= 0; step--)
        {
            if (ReturnSequences) TimeMajor.Add(above, dState, rows, steps, Turned ? steps - 1 - step : step);
            _cell.Backward(pass.Workers, kept.Step(step, masked: !pass.Mask.IsEmpty), dState, dMemory);
            Span<float> stateSums = _cell.KeepsApart ? kept.StateSumsOf(step) : kept.SumsOf(step);
            var ofStates = new Matrix(stateSums, rows, sums);
            if (step > 0 && RecurrentDropoutRate > 0)
            {
                Gemm.Multiply(pass.Workers, ofStates, recurrentKernel, kept.ThinnedState);
                Elementwise.Add(dState, Thinned(kept, kept.ThinnedState), dState);
            }
            else if (step > 0) Gemm.Multiply(pass.Workers, ofStates, recurrentKernel, dState, accumulate: true);
            if (pass.InputGradient.IsEmpty) continue;
            Gemm.Multiply(pass.Workers, new Matrix(kept.SumsOf(step), rows, sums), kernel, kept.InputGradient);
            if (DropoutRate > 0) Elementwise.Multiply(kept.InputGradient, kept.Factors, kept.InputGradient);
            TimeMajor.Put(kept.InputGradient, pass.InputGradient.Values, rows, steps, GoBackwards ? steps - 1 - step : step);
        }
        // No step needs the whole states any more.
        if (RecurrentDropoutRate > 0)
        {
            for (int step = 0; step < steps; step++)
                Elementwise.Multiply(kept.StateBefore(step), kept.StateFactors, kept.StateBefore(step));
        }
        // Last, since a gradient may go straight into the weights.
        Span<float> all = _cell.KeepsApart ? kept.StateSums : kept.Sums;
        var gradients = new Matrix(kept.Sums, steps * rows, sums);
        Gemm.Multiply(pass.Workers, new Matrix(kept.Inputs, steps * rows, features).Transpose(), gradients, pass.Gradient(_kernel),
            accumulate: pass.AddGradients);
        Gemm.Multiply(pass.Workers, new Matrix(kept.StatesBefore, steps * rows, Units).Transpose(), new Matrix(all, steps * rows, sums),
            pass.Gradient(_recurrentKernel), accumulate: pass.AddGradients);
        if (_bias is null) return;
        Span<float> bias = pass.Gradient(_bias);
        Reduce.ColumnSums(kept.Sums, sums, bias[..sums], pass.AddGradients);
        if (_cell.KeepsApart) Reduce.ColumnSums(kept.StateSums, sums, bias[sums..], pass.AddGradients);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => _options.ToJson(Units);

    private bool Turned => GoBackwards && StatesInOrder;

    private Matrix Kernel(in Pass pass) => new(pass.Weight(_kernel), InputShape.Last, _cell.Sums * Units);

    private Matrix RecurrentKernel(in Pass pass) => new(pass.Weight(_recurrentKernel), Units, _cell.Sums * Units);

    private RecurrentMemory Memory(in Pass pass) =>
        new(_cell, pass.Saved, pass.Rows, InputShape[0], InputShape.Last, Units, DropoutRate > 0, RecurrentDropoutRate > 0);

    /// <summary>Fills in what the numbers of every row are multiplied by: 0 or 1 / (1 - rate).</summary>
    private static void Draw(in Pass pass, Span<float> factors, float rate, int ofRow, long first)
    {
        factors.Fill(1);
        Kernels.InvertedDropout.Apply(
            factors, factors, rate, pass.Random.Seed, pass.Random.Step, (int)pass.Random.Lane, first + pass.Random.First(ofRow));
    }

    /// <summary>What its sums see of a state, or the gradient in what they see.</summary>
    private static Span<float> Thinned(in RecurrentMemory kept, Span<float> state)
    {
        Elementwise.Multiply(state, kept.StateFactors, kept.ThinnedState);
        return kept.ThinnedState;
    }
}
