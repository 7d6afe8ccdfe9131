using System.Diagnostics;
using System.Runtime.InteropServices;
using Glia.Training;

namespace Glia.Mpi;

/// <summary>Which process each rank is, and on which machine: whether one that shares this machine still lives can be seen.</summary>
internal sealed class Neighbours
{
    private readonly int[] _machines;             // by rank
    private readonly Process?[] _ofThisMachine;   // by rank; null where it is elsewhere

    private Neighbours(int[] machines, Process?[] ofThisMachine) => (_machines, _ofThisMachine) = (machines, ofThisMachine);

    /// <summary>All processes tell one another who they are.</summary>
    public static Neighbours Meet(IProcessGroup group)
    {
        // As their bits; nobody computes with them.
        int[] own = [Environment.ProcessId, Machine()], all = new int[own.Length * group.Count], counts = new int[group.Count];
        Array.Fill(counts, own.Length);
        group.AllGather(MemoryMarshal.Cast<int, float>(own), MemoryMarshal.Cast<int, float>(all.AsSpan()), counts);
        int[] machines = [.. Enumerable.Range(0, group.Count).Select(rank => all[(own.Length * rank) + 1])];
        return new Neighbours(machines, [.. machines.Select((machine, rank) => machine == own[1] ? Living(all[own.Length * rank]) : null)]);
    }

    /// <summary>Whether all ranks are on this machine and live.</summary>
    public bool AreAllAlive => _ofThisMachine.All(process => process is { HasExited: false });

    /// <summary>Whether all ranks before one are known to have ended.</summary>
    public bool AreGoneBefore(int rank) => _ofThisMachine.Take(rank).All(process => process is { HasExited: true });

    /// <summary>Whether it is the first that is not on the machine of rank 0, which cannot be seen from there.</summary>
    public bool IsFirstOfTheOthers(int rank) => Array.FindIndex(_machines, machine => machine != _machines[0]) == rank;

    private static Process? Living(int number)
    {
        try
        {
            return Process.GetProcessById(number);
        }
        catch (ArgumentException)
        {
            // It met the others and ended since.
            return null;
        }
    }

    // Process numbers mean the same for two processes where name, start of the system and the space of the numbers are the same: containers
    // have spaces of their own.
    private static int Machine()
    {
        const string Start = "/proc/sys/kernel/random/boot_id", Space = "/proc/self/ns/pid";
        string about = Environment.MachineName;
        try
        {
            about += File.ReadAllText(Start) + File.ResolveLinkTarget(Space, returnFinalTarget: false)?.Name;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not Linux: the name has to do.
        }
        return StableHash(about);
    }

    // That of .NET differs from process to process. FNV-1a.
    private static int StableHash(string text)
    {
        const uint Basis = 2166136261, Prime = 16777619;
        return (int)text.Aggregate(Basis, (hash, letter) => (hash ^ letter) * Prime);
    }
}
