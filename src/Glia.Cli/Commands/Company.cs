using Glia.Mpi;

namespace Glia.Cli.Commands;

/// <summary>
/// The processes that a launcher started to train one network. The first, of rank 0, does all that is seen: it prints, and writes the run
/// folder. The others compute, and speak only of what the first cannot know.
/// </summary>
/// <param name="processes">They.</param>
/// <param name="errors">Where sentences go.</param>
internal sealed class Company(MpiProcesses processes, TextWriter errors)
{
    // How long the first one has to say what goes wrong in all of them, before another says it.
    private static readonly TimeSpan s_precedence = TimeSpan.FromSeconds(1);

    /// <summary>They.</summary>
    public MpiProcesses Processes => processes;

    /// <summary>Whether this is the first.</summary>
    public bool Leads => processes.Rank == 0;

    /// <summary>
    /// Does what each has to do before the run, the first one before the others: what it downloads or writes, they find. Where it fails in
    /// one, all end, and one sentence says why.
    /// </summary>
    /// <param name="prepare">What to do.</param>
    /// <param name="result">What it gave.</param>
    /// <returns>False where it failed, here or elsewhere.</returns>
    public bool Prepare<T>(Func<T> prepare, out T? result)
    {
        result = default;
        foreach (bool first in new[] { true, false })
        {
            Exception? failure = null;
            if (Leads == first)
            {
                try
                {
                    result = prepare();
                }
                catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException or OutOfMemoryException)
                {
                    failure = error;
                }
            }
            // The lowest of those in which it failed has the largest number, and speaks: before it leaves, as a launcher ends the rest
            // when one has left in error.
            int worst = processes.Most(failure is null ? 0 : processes.Count - processes.Rank);
            if (failure is not null && worst == processes.Count - processes.Rank) Say(failure);
            if (worst > 0) return false;
        }
        return true;
    }

    /// <summary>Does what is done together; what goes wrong there is said once and ends all.</summary>
    /// <param name="run">Gives the exit code.</param>
    public int Run(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception error)
        {
            if (!Leads) Thread.Sleep(s_precedence);
            Say(error);
            processes.Abort(ExitCodes.BadInput);
            return ExitCodes.BadInput;
        }
    }

    private void Say(Exception error)
    {
        string who = Leads ? "" : $"Process {processes.Rank} of {processes.Count} on {Environment.MachineName}: ";
        errors.WriteLine(who + error.Message.ReplaceLineEndings(" "));
        errors.Flush();
    }
}
