namespace Glia.Mpi.Tests;

/// <summary>What launchers say in the environment.</summary>
public class LaunchTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_LOCAL_SIZE=2 PMIX_RANK=2", "mpirun 4 2 2", false)]
    [InlineData("PMI_SIZE=3 PMI_RANK=0 MPI_LOCALNRANKS=3", "mpirun 3 3 0", true)]
    [InlineData("SLURM_STEP_NUM_TASKS=8 SLURM_PROCID=7 SLURM_NTASKS_PER_NODE=4", "srun 8 4 7", false)]
    // Inside of a job of Slurm, Open MPI's mpirun is asked first.
    [InlineData("SLURM_STEP_NUM_TASKS=1 SLURM_PROCID=0 OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=1", "mpirun 2 0 1", false)]
    // The batch script of a job, and a job that was started alone.
    [InlineData("SLURM_NTASKS=8 SLURM_PROCID=0", null, false)]
    [InlineData("OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_RANK=0", null, false)]
    [InlineData("OMPI_COMM_WORLD_SIZE=two OMPI_COMM_WORLD_RANK=0", null, false)]
    [InlineData("PATH=/bin", null, false)]
    public void A_launcher_is_known_by_its_variables(string environment, string? launch, bool mpich)
    {
        var variables = environment.Split(' ').Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Launch? read = Launch.Read(variables.GetValueOrDefault);
        Assert.Equal(launch, read is null ? null : $"{read.Launcher} {read.Count} {read.OnThisMachine} {read.Rank}");
        Assert.Equal(mpich, Launch.IsMpich(variables.GetValueOrDefault));
    }

    [Fact]
    public void A_library_that_is_not_there_is_a_sentence()
    {
        string said = Assert.Throws<GliaException>(() => MpiLibrary.Load("/no/such/libmpi.so", false, new Launch("srun", 4, 0, 1))).Message;
        Assert.StartsWith("srun started 4 processes, but GLIA_MPI names /no/such/libmpi.so, which is no MPI library", said,
            StringComparison.Ordinal);
    }
}
