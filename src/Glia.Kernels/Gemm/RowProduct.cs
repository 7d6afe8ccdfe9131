using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>A product with one row of A: row * B, B row-major. One sample through a layer.</summary>
/// <remarks>
/// Nothing of B is used twice, so the time is that of reading B once: whole rows, front to back, four at a time so that the sums are loaded
/// and stored once for four, and only the rows that meet a number other than zero. Each tile of the job does a range of columns.
/// </remarks>
internal readonly unsafe struct RowProduct<TLanes, TVector>(Product product, int* steps, int listed, int tiles) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Threads that write the same cache line would pass it to and fro.
    private const int Line = 16;

    [ThreadStatic]
    private static PackBuffer? t_steps;

    internal static void Run(Workers workers, in Product product)
    {
        int* steps = (int*)(t_steps ??= new PackBuffer()).Reserve(product.Depth);
        int listed = Zeros.List(product.A, product.Depth, steps);
        int tiles = Math.Clamp(product.Columns / Line, 1, workers.Threads);
        workers.For(tiles, new RowProduct<TLanes, TVector>(product, steps, listed, tiles));
    }

    public void Run(int tile)
    {
        int first = Edge(tile), count = Edge(tile + 1) - first;
        float* c = product.C + first;
        float* b = product.B + first;
        if (product.Bias != null)
            new ReadOnlySpan<float>(product.Bias + first, count).CopyTo(new Span<float>(c, count));
        else if (!product.Accumulate)
            new Span<float>(c, count).Clear();

        int i = 0;
        for (; i + 4 <= listed; i += 4)
        {
            int k0 = steps[i], k1 = steps[i + 1], k2 = steps[i + 2], k3 = steps[i + 3];
            AddFourRows(product.A + k0, product.A + k1, product.A + k2, product.A + k3,
                b + (k0 * product.BStep), b + (k1 * product.BStep), b + (k2 * product.BStep), b + (k3 * product.BStep), c, count);
        }

        for (; i < listed; i++)
            Rows.Add<TLanes, TVector>(product.A + steps[i], b + (steps[i] * product.BStep), c, count);
    }

    private int Edge(int tile) => tile == tiles ? product.Columns : (int)((long)product.Columns * tile / tiles) / Line * Line;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourRows(float* a0, float* a1, float* a2, float* a3, float* b0, float* b1, float* b2,
        float* b3, float* c, int count)
    {
        TVector x0 = TLanes.Broadcast(a0), x1 = TLanes.Broadcast(a1), x2 = TLanes.Broadcast(a2), x3 = TLanes.Broadcast(a3);
        int j = 0;
        for (; j <= count - TLanes.Count; j += TLanes.Count)
        {
            TVector sum = TLanes.MultiplyAdd(x0, TLanes.Load(b0 + j), TLanes.Load(c + j));
            sum = TLanes.MultiplyAdd(x1, TLanes.Load(b1 + j), sum);
            sum = TLanes.MultiplyAdd(x2, TLanes.Load(b2 + j), sum);
            TLanes.Store(TLanes.MultiplyAdd(x3, TLanes.Load(b3 + j), sum), c + j);
        }

        for (; j < count; j++)
        {
            float sum = float.MultiplyAddEstimate(*a0, b0[j], c[j]);
            sum = float.MultiplyAddEstimate(*a1, b1[j], sum);
            sum = float.MultiplyAddEstimate(*a2, b2[j], sum);
            c[j] = float.MultiplyAddEstimate(*a3, b3[j], sum);
        }
    }
}
