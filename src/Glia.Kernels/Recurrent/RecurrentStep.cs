namespace Glia.Kernels;

/// <summary>The numbers of one step of a recurrent layer, for all rows.</summary>
public readonly ref struct RecurrentStep
{
    /// <summary>How many units there are: numbers of a state.</summary>
    public required int Units { get; init; }

    /// <summary>The sums of each row, gate after gate; those of the state before included where they are not kept apart.</summary>
    public required Span<float> Sums { get; init; }

    /// <summary>The sums of the state before, where the cell keeps them apart.</summary>
    public Span<float> StateSums { get; init; }

    /// <summary>The state of each row before the step.</summary>
    public required ReadOnlySpan<float> StateBefore { get; init; }

    /// <summary>The state after it.</summary>
    public required Span<float> State { get; init; }

    /// <summary>The memory of each row before the step, where the cell has one.</summary>
    public ReadOnlySpan<float> MemoryBefore { get; init; }

    /// <summary>The memory after it.</summary>
    public Span<float> Memory { get; init; }

    /// <summary>One number a row, 0 where the step is left out; empty where none is.</summary>
    public ReadOnlySpan<float> Mask { get; init; }
}
