"""What README.md's figures are measured with: `make bench`. How and why: docs/benchmarks.md."""
