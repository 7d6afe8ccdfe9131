using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>The weights of a convolution as panels, packed once for all patches.</summary>
/// <remarks>
/// Weights of <c>[rows, columns, channels, filters]</c> are the right operand as they are: one row for each number of a patch.
/// </remarks>
internal static unsafe class PatchPanels<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>Panels of so many columns.</summary>
    internal static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary>Columns of a panel that exist.</summary>
    internal static int Columns(int columns, int panel) => Math.Min(Width, columns - (panel * Width));

    /// <summary>Numbers of all panels.</summary>
    internal static long Size(int depth, int columns) =>
        (long)depth * ((Count(columns) - 1) * Width + PackedPanel<TLanes, TVector>.Step(Columns(columns, Count(columns) - 1)));

    /// <summary>Packs the taps of a window, each a matrix of the same size.</summary>
    /// <param name="taps">Rows times columns of the window.</param>
    /// <param name="tap">The first tap in the order in which patches hold it.</param>
    /// <param name="tapStep">From one tap to the next; negative where the window is turned round.</param>
    /// <param name="depth">Rows of a tap's matrix.</param>
    /// <param name="step">From one of its rows to the next.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="columnStep">From one of its columns to the next.</param>
    /// <param name="to">Receives <see cref="Size"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(int taps, float* tap, nint tapStep, int depth, int step, int columns, int columnStep, float* to)
    {
        nint left = ((nint)(depth - 1) * step) + columns;
        for (int i = 0; i < taps; i++, tap += tapStep)
        {
            for (int panel = 0; panel < Count(columns); panel++)
            {
                int wide = Columns(columns, panel), row = PackedPanel<TLanes, TVector>.Step(wide);
                float* from = tap + ((nint)panel * Width * columnStep);
                float* into = to + ((nint)panel * Width * taps * depth) + ((nint)i * depth * row);
                PackedPanel<TLanes, TVector>.Pack(from, step, columnStep, left - (panel * Width), depth, wide, into);
            }
        }
    }
}
