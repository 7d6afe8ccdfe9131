namespace Glia.Training.Leaves;

/// <summary>
/// What a network puts out for the rows of an evaluation, computed by several processes: each does one chunk of rows of a round, and all
/// get the outputs of all. Counting is done by each for itself, from the same numbers in the same order, so that every process comes to
/// the bits of one that is alone.
/// </summary>
internal sealed class SharedOutputs
{
    // From so many products for each output number on computing takes longer than sending: at 1 Gbit/s a number takes 40 ns, in which one
    // core computes 1,000 products and more. Derived.
    private const long LeastProducts = 1000;

    private readonly Peers _peers;
    private readonly int _chunk, _width;
    private readonly int[] _counts;
    private readonly float[] _send, _receive;

    private SharedOutputs(Peers peers, int chunk, int width)
    {
        (_peers, _chunk, _width) = (peers, chunk, width);
        // In front of the numbers stands whether somebody asked this process to end.
        _send = new float[1 + (chunk * width)];
        _receive = new float[checked(peers.Count * _send.Length)];
        _counts = new int[peers.Count];
        Array.Fill(_counts, _send.Length);
    }

    /// <summary>Shares the outputs where that is quicker; null where each process should compute all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="workspace">Its memory.</param>
    /// <param name="peers">The processes.</param>
    public static SharedOutputs? For(Network network, Workspace workspace, Peers peers)
    {
        int width = network.OutputShape.Size;
        // Where a mask says which answers count, it would have to be sent as well.
        return network.MultiplyAdds < LeastProducts * width || !workspace.OutputMask(1).IsEmpty ? null
            : new SharedOutputs(peers, workspace.Capacity, width);
    }

    /// <summary>The outputs of one chunk of rows, whoever computes them; for chunk after chunk.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="forward">Computes a chunk, given its first row and its number of rows.</param>
    /// <param name="into">Receives the outputs.</param>
    /// <param name="cancellationToken">Who asks one process to end asks all.</param>
    /// <exception cref="OperationCanceledException">One of them was asked to end.</exception>
    /// <exception cref="GliaException">Another process is gone.</exception>
    public void Fill(int start, int rows, Func<int, int, Tensor> forward, in Tensor into, CancellationToken cancellationToken)
    {
        int place = start / _chunk % _peers.Count;
        if (place == 0) Exchange(start, rows, forward, cancellationToken);
        _receive.AsSpan((place * _send.Length) + 1, into.Values.Length).CopyTo(into.Values);
    }

    private void Exchange(int start, int rows, Func<int, int, Tensor> forward, CancellationToken cancellationToken)
    {
        _send[0] = cancellationToken.IsCancellationRequested ? 1 : 0;
        long own = start + ((long)_peers.Rank * _chunk);
        if (own < rows && _send[0] == 0) forward((int)own, (int)Math.Min(_chunk, rows - own)).Values.CopyTo(_send.AsSpan(1));
        _peers.AllGather(_send, _receive, _counts);
        for (int rank = 0; rank < _peers.Count; rank++)
            if (_receive[rank * _send.Length] != 0) throw new OperationCanceledException(cancellationToken);
    }
}
