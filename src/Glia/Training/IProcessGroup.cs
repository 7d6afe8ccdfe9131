namespace Glia.Training;

/// <summary>
/// The processes that train one network together, each with the same program, data and settings: what carries numbers between them. All
/// call the same methods in the same order, always from one thread.
/// </summary>
public interface IProcessGroup
{
    /// <summary>Which of them this is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Sends each process a piece and receives one from each, in the order of their ranks.</summary>
    /// <param name="send">The pieces for all, one after the other.</param>
    /// <param name="sendCounts">How many numbers each gets.</param>
    /// <param name="receive">Receives the pieces from all, one after the other.</param>
    /// <param name="receiveCounts">How many numbers each sends here.</param>
    /// <exception cref="GliaException">Another process is gone.</exception>
    void AllToAll(ReadOnlySpan<float> send, ReadOnlySpan<int> sendCounts, Span<float> receive, ReadOnlySpan<int> receiveCounts);

    /// <summary>Gives all processes what each of them has, in the order of their ranks.</summary>
    /// <param name="send">What this one has.</param>
    /// <param name="receive">Receives what all have, one after the other.</param>
    /// <param name="counts">How many numbers each has.</param>
    /// <exception cref="GliaException">Another process is gone.</exception>
    void AllGather(ReadOnlySpan<float> send, Span<float> receive, ReadOnlySpan<int> counts);

    /// <summary>
    /// Whether all others are known to be alive, so that one that is waited for is only slow. False where it cannot be known, as of other
    /// machines. Asked by any thread.
    /// </summary>
    bool AreAllAlive => false;

    /// <summary>
    /// Told, by any thread, that another process was waited for in vain after somebody asked for the end, while this one still waits: the
    /// run cannot go on. What it knows is written down by then; the process should end.
    /// </summary>
    void Abandoned();
}
