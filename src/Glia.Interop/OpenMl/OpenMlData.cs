using Glia.Experiments;
using Glia.Tables;
using Glia.Tables.Text;

namespace Glia.Interop.OpenMl;

/// <summary>Opens data sets of OpenML: <c>openml:iris</c>.</summary>
internal static class OpenMlData
{
    /// <summary>The data; null where the source is none of OpenML.</summary>
    /// <exception cref="GliaException">It is, and cannot be had or read.</exception>
    public static LoadedData? Open(DataRequest request) => OpenMlName.Of(request.Data.Source) is { } asked
        ? Open(request, asked, new OpenMlSource(new OpenMlCache(OpenMlCache.UsualHome), OpenMlServer.Usual))
        : null;

    /// <summary>The same with a cache and a server of one's own.</summary>
    internal static LoadedData Open(DataRequest request, OpenMlName asked, OpenMlSource source)
    {
        string called = request.Data.Source;
        OpenMlDataSet set = source.Find(asked, called);
        // A model knows what it learned; whoever names targets or columns to drop says so.
        bool known = (request.Columns ?? request.Model?.Preprocessing?.Columns) is not null;
        string[]? targets = [.. request.Data.Targets ?? (known ? [] : set.Targets)];
        string[] dropped = [.. (request.Data.Drop ?? []).Union(known ? [] : set.Dropped.Except(targets)
            .Except(request.Data.Inputs ?? []))];
        ExperimentData data = request.Data with
        {
            Targets = targets.Length == 0 ? null : targets,
            Drop = dropped.Length == 0 ? null : dropped,
        };
        LoadedData loaded = TableOpener.Open(TableText.OfFile(set.File, called), request with { Data = data, Path = called });
        return loaded with { Notes = [$"from      {set.Title}", .. loaded.Notes] };
    }
}
