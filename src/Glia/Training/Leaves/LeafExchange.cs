using System.Runtime.InteropServices;
using Glia.Kernels;

namespace Glia.Training.Leaves;

/// <summary>
/// Adds up the leaves of several processes: each has summed what of the <see cref="LeafTree"/> lies in its own leaves, and the nodes above
/// are computed here. Every process computes them for one piece of the gradients, from what all send it, and gives the result to all.
/// </summary>
/// <remarks>
/// Two collective operations a step, in which a process sends, and receives, about twice the gradients however many there are: as a ring
/// does, and with fewer latencies. Any number of processes up to that of the leaves will do; where it is no power of two, a process has
/// several nodes to send instead of one. With the gradients come the figures of the leaves, and now and then a hash of the weights.
/// </remarks>
internal sealed class LeafExchange
{
    /// <summary>So often, in steps, the weights of all processes are compared.</summary>
    public const int HashEvery = 50;

    // In numbers of 4 bytes: what is in front of every piece.
    private const int HashSize = sizeof(ulong) / sizeof(float);
    private static readonly int s_figuresSize = Marshal.SizeOf<BatchFigures>() / sizeof(float);

    private readonly Peers _peers;
    private readonly int _leaves;
    private readonly int[] _firsts, _pieces, _sendCounts, _receiveCounts;
    private readonly int[][] _nodes;   // of each process: the largest nodes that lie in its leaves, by their lowest leaf
    private readonly int[] _places;    // of each node that is not yet added to another: where its piece begins in what was received
    private readonly float[] _send, _receive;
    private readonly ulong[] _hashes;

    /// <summary>Plans the exchange.</summary>
    /// <param name="peers">The processes.</param>
    /// <param name="leaves">The leaves of a step, at least as many.</param>
    /// <param name="length">Numbers of the gradients, a whole number of cache lines.</param>
    public LeafExchange(Peers peers, int leaves, int length)
    {
        (_peers, _leaves) = (peers, leaves);
        int count = peers.Count;
        _firsts = [.. Enumerable.Range(0, count + 1).Select(rank => LeafTree.FirstOf(rank, count, leaves))];
        _nodes = [.. Enumerable.Range(0, count).Select(rank => LeafTree.Nodes(_firsts[rank], _firsts[rank + 1]))];
        int lines = length / AlignedMemory.Line;
        _pieces = [.. Enumerable.Range(0, count).Select(rank =>
            (int)(((long)lines * (rank + 1) / count) - ((long)lines * rank / count)) * AlignedMemory.Line)];
        _sendCounts = [.. Enumerable.Range(0, count).Select(to => Size(peers.Rank, to))];
        _receiveCounts = [.. Enumerable.Range(0, count).Select(from => Size(from, peers.Rank))];
        _send = new float[checked(_sendCounts.Sum())];
        _receive = new float[checked(_receiveCounts.Sum())];
        _places = new int[leaves];
        _hashes = new ulong[count];
    }

    /// <summary>The first leaf that this process computes.</summary>
    public int First => _firsts[_peers.Rank];

    /// <summary>Where its leaves end.</summary>
    public int End => _firsts[_peers.Rank + 1];

    /// <summary>Sums up.</summary>
    /// <param name="sums">The gradients of this process's leaves, summed as far as they go; the first is that of all afterwards.</param>
    /// <param name="figures">What was seen of every leaf: this process's on the way in, all on the way out.</param>
    /// <param name="hash">A hash of the weights, or 0.</param>
    /// <param name="step">Which step it is, for the sentence.</param>
    /// <exception cref="GliaException">The processes do not have the same weights, or one is gone.</exception>
    public void Sum(ParameterBlock[] sums, Span<BatchFigures> figures, ulong hash, long step)
    {
        Pack(sums, figures, hash);
        _peers.AllToAll(_send, _sendCounts, _receive, _receiveCounts);
        Unpack(figures);
        RequireOneHash(step);
        int piece = _pieces[_peers.Rank];
        for (int width = 1; width < _leaves; width *= 2)
            for (int leaf = 0; leaf < _leaves; leaf += 2 * width)
            {
                // Both in one process: it has added them.
                if (OwnerOf(leaf) == OwnerOf(leaf + (2 * width) - 1)) continue;
                Span<float> left = _receive.AsSpan(_places[leaf], piece);
                Elementwise.Add(left, _receive.AsSpan(_places[leaf + width], piece), left);
            }
        _peers.AllGather(_receive.AsSpan(_places[0], piece), sums[0].All, _pieces);
    }

    private int Size(int from, int to) =>
        HashSize + ((_firsts[from + 1] - _firsts[from]) * s_figuresSize) + (_nodes[from].Length * _pieces[to]);

    private void Pack(ParameterBlock[] sums, ReadOnlySpan<BatchFigures> figures, ulong hash)
    {
        ReadOnlySpan<float> own = MemoryMarshal.Cast<BatchFigures, float>(figures[First..End]);
        Span<float> rest = _send;
        int begin = 0;
        foreach (int piece in _pieces)
        {
            MemoryMarshal.Write(MemoryMarshal.AsBytes(rest), hash);
            own.CopyTo(rest[HashSize..]);
            rest = rest[(HashSize + own.Length)..];
            foreach (int node in _nodes[_peers.Rank])
            {
                sums[node - First].All.Slice(begin, piece).CopyTo(rest);
                rest = rest[piece..];
            }
            begin += piece;
        }
    }

    private void Unpack(Span<BatchFigures> figures)
    {
        int place = 0;
        for (int rank = 0; rank < _nodes.Length; rank++)
        {
            ReadOnlySpan<float> all = _receive.AsSpan(place);
            _hashes[rank] = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(all));
            Span<float> seen = MemoryMarshal.Cast<BatchFigures, float>(figures[_firsts[rank].._firsts[rank + 1]]);
            all.Slice(HashSize, seen.Length).CopyTo(seen);
            place += HashSize + seen.Length;
            foreach (int node in _nodes[rank])
            {
                _places[node] = place;
                place += _pieces[_peers.Rank];
            }
        }
    }

    private int OwnerOf(int leaf)
    {
        int rank = 0;
        while (leaf >= _firsts[rank + 1]) rank++;
        return rank;
    }

    private void RequireOneHash(long step)
    {
        int other = _hashes.AsSpan().IndexOfAnyExcept(_hashes[0]);
        if (other < 0) return;
        throw new GliaException($"After {step:N0} steps process {other} of {_hashes.Length} has other weights than process 0, and the " +
            "run ends: they do not compute the same. Give all machines the same version of Glia, the same data and processors with the " +
            "same vector instructions, and go on from the last checkpoint.");
    }
}
