using Glia.Kernels;

namespace Glia.Layers;

/// <summary>What a recurrent layer keeps of a batch, step after step: how its saved numbers are shared out.</summary>
internal readonly ref struct RecurrentMemory
{
    private readonly RecurrentCell _cell;
    private readonly Span<float> _states, _memories;
    private readonly int _rows, _units, _state, _sums, _inputs;

    public RecurrentMemory(RecurrentCell cell, Span<float> saved, int rows, int steps, int features, int units, bool drops,
        bool thins)
    {
        (_cell, _units, _state, _sums, _inputs) = (cell, units, rows * units, rows * units * cell.Sums, rows * features);
        Inputs = Take(ref saved, steps * _inputs);
        Sums = Take(ref saved, steps * _sums);
        StateSums = Take(ref saved, cell.KeepsApart ? steps * _sums : 0);
        _states = Take(ref saved, (steps + 1) * _state);
        _memories = Take(ref saved, cell.HasMemory ? (steps + 1) * _state : 0);
        StateGradient = Take(ref saved, _state);
        MemoryGradient = Take(ref saved, cell.HasMemory ? _state : 0);
        InputGradient = Take(ref saved, _inputs);
        Factors = Take(ref saved, drops ? _inputs : 0);
        StateFactors = Take(ref saved, thins ? _state : 0);
        ThinnedState = Take(ref saved, thins ? _state : 0);
        Masks = Take(ref saved, steps * rows);
        _rows = rows;
    }

    /// <summary>The inputs of all steps, what dropout dropped at zero.</summary>
    public Span<float> Inputs { get; }

    /// <summary>The sums of all steps; after a backward pass their gradients.</summary>
    public Span<float> Sums { get; }

    /// <summary>The sums of the states before, where they are kept apart.</summary>
    public Span<float> StateSums { get; }

    /// <summary>The states before all steps.</summary>
    public Span<float> StatesBefore => _states[..^_state];

    /// <summary>The states after all steps.</summary>
    public Span<float> States => _states[_state..];

    /// <summary>The gradient in the state of the step at hand.</summary>
    public Span<float> StateGradient { get; }

    /// <summary>The gradient in the memory of the step at hand.</summary>
    public Span<float> MemoryGradient { get; }

    /// <summary>The gradient in the inputs of the step at hand.</summary>
    public Span<float> InputGradient { get; }

    /// <summary>What dropout multiplies the inputs of every step by.</summary>
    public Span<float> Factors { get; }

    /// <summary>What recurrent dropout multiplies the state by before every sum.</summary>
    public Span<float> StateFactors { get; }

    /// <summary>The state of the step at hand as its sums see it; going back, the gradient in that.</summary>
    public Span<float> ThinnedState { get; }

    /// <summary>Which steps count, where there is a mask.</summary>
    public Span<float> Masks { get; }

    public Span<float> InputsOf(int step) => Inputs.Slice(step * _inputs, _inputs);

    public Span<float> SumsOf(int step) => Sums.Slice(step * _sums, _sums);

    public Span<float> StateSumsOf(int step) => StateSums.Slice(step * _sums, _sums);

    public Span<float> StateBefore(int step) => _states.Slice(step * _state, _state);

    public Span<float> MemoryBefore(int step) => _memories.Slice(step * _state, _state);

    /// <summary>The numbers of one step as its cell takes them.</summary>
    /// <param name="step">Which step.</param>
    /// <param name="masked">Whether there is a mask.</param>
    public RecurrentStep Step(int step, bool masked) => new()
    {
        Units = _units,
        Sums = SumsOf(step),
        StateSums = _cell.KeepsApart ? StateSumsOf(step) : default,
        StateBefore = StateBefore(step),
        State = StateBefore(step + 1),
        MemoryBefore = _cell.HasMemory ? MemoryBefore(step) : default,
        Memory = _cell.HasMemory ? MemoryBefore(step + 1) : default,
        Mask = masked ? Masks.Slice(step * _rows, _rows) : default,
    };

    private static Span<float> Take(scoped ref Span<float> rest, int count)
    {
        Span<float> part = rest[..count];
        rest = rest[count..];
        return part;
    }
}
