"""A dataset of claims: what a run over many machines leaves, in a folder or in an object store, whole and queryable.

    OUT/<version>/version.json                              what read it: code, model, codebook, gazetteer, options
    OUT/<version>/shards/<shard>.json                       what became of a shard; where this is, the shard is done
    OUT/<version>/readings/month=2016-12/<shard>-<hash>.parquet   one row a report that was read, by the month of its publication
    OUT/<version>/duplicates/<shard>-<hash>.parquet         what came twice within its shard
    OUT/<version>/splits/<file>.json                        where a large file was cut, so that a rerun cuts it alike
    OUT/<version>/journal/<shard>/                          notes of a shard that is being read; gone when it is done

A file that no entry in ``shards`` names is no part of the dataset. docs/cluster.md describes it for who queries it.
"""
