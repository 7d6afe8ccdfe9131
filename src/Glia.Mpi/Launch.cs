namespace Glia.Mpi;

/// <summary>What the launcher that started this process told it by its environment.</summary>
/// <param name="Launcher">What it is called.</param>
/// <param name="Count">How many processes it started.</param>
/// <param name="OnThisMachine">How many of them on this machine; 0 where it does not say.</param>
/// <param name="Rank">Which of them this one is.</param>
internal sealed record Launch(string Launcher, int Count, int OnThisMachine, int Rank)
{
    /// <summary>The launcher's word; null where there was none, or only one process was started.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static Launch? Read(Func<string, string?> variable)
    {
        // Open MPI's mpirun; then Hydra, the mpirun of MPICH and Intel MPI; then Slurm's srun, which the batch script of a job is not.
        Launch? launch = Of("mpirun", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE")
            ?? Of("mpirun", "PMI_SIZE", "PMI_RANK", "MPI_LOCALNRANKS")
            ?? Of("srun", "SLURM_STEP_NUM_TASKS", "SLURM_PROCID", "SLURM_NTASKS_PER_NODE");
        return launch is { Count: > 1 } ? launch : null;

        Launch? Of(string launcher, string count, string rank, string here) =>
            Number(count) is { } all && Number(rank) is { } own ? new Launch(launcher, all, Number(here) ?? 0, own) : null;

        int? Number(string name) => int.TryParse(variable(name), out int value) && value >= 0 ? value : null;
    }

    /// <summary>The maker of the library that belongs to the launcher, as far as can be told.</summary>
    public static bool IsMpich(Func<string, string?> variable) =>
        variable("OMPI_COMM_WORLD_SIZE") is null && variable("PMI_SIZE") is not null && variable("PMIX_RANK") is null;
}
