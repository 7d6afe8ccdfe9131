using Glia.Training;

namespace Glia.Cli.Screen;

/// <summary>
/// Chooses the epochs that a long run shows: the first, the last, every so many, and the best of those between. The choice depends on the
/// number of epochs alone, so the same run shows the same lines everywhere.
/// </summary>
/// <param name="planned">How many epochs the run has.</param>
internal sealed class ShownEpochs(int planned)
{
    private const int MostLines = 50;

    private EpochReport? _best, _last;

    /// <summary>Every so many epochs are shown: 1, 2, 5, 10, 20, …</summary>
    public int Every { get; } = EveryOf(planned);

    /// <summary>Takes an epoch that is over.</summary>
    /// <returns>The epochs to show now, in order.</returns>
    public IReadOnlyList<EpochReport> Add(EpochReport epoch)
    {
        if (epoch.IsBest) _best = epoch;
        _last = epoch;
        return epoch.Epoch == 1 || epoch.Epoch % Every == 0 || epoch.Epoch == planned ? Rest() : [];
    }

    /// <summary>What a run that ended here has not shown yet: its best epoch and its last one.</summary>
    public IReadOnlyList<EpochReport> Rest()
    {
        EpochReport[] shown = [.. new[] { _best == _last ? null : _best, _last }.OfType<EpochReport>()];
        (_best, _last) = (null, null);
        return shown;
    }

    private static int EveryOf(int epochs)
    {
        int every = 1;
        for (int i = 0; epochs > (long)MostLines * every; i++) every = every / (i % 3 == 1 ? 2 : 1) * (i % 3 == 1 ? 5 : 2);
        return every;
    }
}
